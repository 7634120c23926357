import { LISTEN_EVERY } from '../levels.ts';
import type { MediaClient } from '../media/client.ts';
import type { RoomState } from '../state.ts';
import type { Watched } from '../store.ts';
import { createEchoEar } from './echo.ts';

/** How long after the others were last heard one's own microphone is still listened to, ms: an echo comes within a second. */
const ECHO_WITHIN = 2_000;

/** Calls `onEcho` when the others hear themselves through this person's microphone. Returns how to stop. */
export function watchEcho(
  room: Watched<RoomState>,
  media: Pick<MediaClient, 'levels' | 'ownLevel'>,
  onEcho: () => void,
): () => void {
  const hear = createEchoEar();
  let heardAt = -Infinity;

  async function look(): Promise<void> {
    const { phase, people, me } = room.get();
    if (phase.kind !== 'in' || !people.get(me)?.mic) return;
    const now = performance.now();
    const others = Math.max(0, ...media.levels().values());
    if (others > 0) heardAt = now;
    // A look at the connection's statistics, spared while nobody else speaks.
    const own = now - heardAt < ECHO_WITHIN ? await media.ownLevel() : 0;
    if (hear(own, others, now)) onEcho();
  }

  const timer = setInterval(() => {
    look().catch((error: unknown) => console.info('No look for an echo', error));
  }, LISTEN_EVERY);
  return () => clearInterval(timer);
}
