import type { MediaEvents } from '../client.ts';
import type { KitMeeting } from './meeting.ts';

/** A browser that is told to turn something off has done so by then, ms; what still sends is muted at the service. */
const OBEYS_WITHIN = 1_500;

/**
 * The browser of the Researcher who turned something off looks after it once: the service mutes whoever still sends it, so that its
 * recorder does not hear it either. Others have no right to, and the service refuses them.
 */
export function holdToTheRoom(
  people: MediaEvents['people'],
  meeting: () => KitMeeting | null,
): { ordered: () => void } {
  async function hold(): Promise<void> {
    for (const [n, participant] of meeting()?.others.all() ?? []) {
      const person = people().get(n);
      if (participant.audioEnabled && !person?.mic) await participant.disableAudio();
      if (participant.videoEnabled && !person?.cam) await participant.disableVideo();
    }
  }
  return {
    ordered() {
      setTimeout(() => {
        hold().catch((error: unknown) => console.info('Not muted at the service', error));
      }, OBEYS_WITHIN);
    },
  };
}
