import { followLevel } from '../../join/mic-level.ts';
import type { RoomState } from '../state.ts';
import type { Watched } from '../store.ts';
import { createMutedSpeech } from './muted-speech.ts';

/** Calls `onSpeech` when somebody speaks into their muted microphone. What it hears stays in this page. Returns how to stop. */
export function watchMuted(room: Watched<RoomState>, onSpeech: () => void): () => void {
  const hear = createMutedSpeech();
  let followed: MediaStreamTrack | null = null;
  let stop = () => {};

  function keepUp(): void {
    const { phase, own, people, me } = room.get();
    const muted = phase.kind === 'in' && own.mic && people.get(me)?.mic === false ? own.mic : null;
    if (muted === followed) return;
    stop();
    followed = muted;
    stop = muted ? follow(muted) : () => {};
  }

  /** A track that is muted gives silence; its clone does not. */
  function follow(muted: MediaStreamTrack): () => void {
    const clone = muted.clone();
    clone.enabled = true;
    const unfollow = followLevel(clone, (level) => hear(level, performance.now()) && onSpeech());
    return () => {
      unfollow();
      clone.stop();
    };
  }

  const unsubscribe = room.subscribe(keepUp);
  keepUp();
  return () => {
    unsubscribe();
    stop();
  };
}
