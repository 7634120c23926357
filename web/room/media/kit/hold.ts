import type { MediaEvents } from '../client.ts';
import type { KitMeeting } from './meeting.ts';

/** A browser that is told to turn something off has done so by then, ms; what still sends is muted at the service. */
const OBEYS_WITHIN = 1_500;

/**
 * A Researcher's browser holds the meeting to what the Room says: the service mutes whoever still sends what was turned off, so
 * that its recorder does not hear it either. Others have no right to, and the service refuses them.
 */
export function holdToTheRoom(people: MediaEvents['people'], meeting: () => KitMeeting | null) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isHost = false;

  async function hold(): Promise<void> {
    const now = meeting();
    if (!now || !isHost) return;
    for (const [n, participant] of now.others.all()) {
      const person = people().get(n);
      if (participant.audioEnabled && !person?.mic) await participant.disableAudio();
      if (participant.videoEnabled && !person?.cam) await participant.disableVideo();
    }
  }
  function look(): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      hold().catch((error: unknown) => console.info('Not muted at the service', error));
    }, OBEYS_WITHIN);
  }

  return {
    look,
    /** Only who has ordered it looks after it: one browser is enough. */
    ordered(): void {
      isHost = true;
      look();
    },
  };
}
