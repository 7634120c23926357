import { AppError } from '../../../wire/errors.ts';
import { logError } from '../../lib/log.ts';
import type { KitService } from '../../media/kit-port.ts';
import type { Hall } from '../hall.ts';
import type { Errand } from './life.ts';

/** The service did not answer: tried again after these, ms, and then as often as the last says. Until it is done, it is owed. */
const AGAIN_AFTER = [1_000, 5_000, 20_000, 60_000, 300_000];
/** Five hours without an answer: then whoever looks at the log has to look at the account. */
const TRIES_MAX = 60;

/** Something is to be done at the service, now if it answers and later if it does not. */
export function addErrands(hall: Hall, ...errands: Errand[]): void {
  const { kit } = hall.store.life();
  hall.store.live({ kit: { ...kit, errands: [...kit.errands, ...errands], errandsAt: kit.errandsAt ?? hall.now() } });
  hall.later(runErrands(hall));
}

/** Nobody comes into the meeting any more, and whoever is in it is out. */
export function closeMeeting(hall: Hall): void {
  if (hall.store.life().kit.meeting !== null) addErrands(hall, { what: 'close' });
}

/** One after the other, in a line of their own. */
export function runErrands(hall: Hall): Promise<void> {
  return hall.queues.run('errands', async () => {
    const { media } = hall;
    if (media.kind !== 'kit') return;
    for (;;) {
      const [errand] = hall.store.life().kit.errands;
      if (!errand) return hall.store.live({ kit: { ...hall.store.life().kit, errandsAt: null, tried: 0 } });
      if (!(await run(hall, media.kit, errand))) return;
      const { kit } = hall.store.life();
      hall.store.live({ kit: { ...kit, errands: kit.errands.slice(1), tried: 0 } });
    }
  });
}

function perform(kit: KitService, meeting: string, errand: Errand): Promise<void> {
  switch (errand.what) {
    case 'close':
      return kit.closeMeeting(meeting);
    case 'remove':
      return kit.removePerson(meeting, errand.person);
    case 'stop_recording':
      return kit.changeRecording(errand.id, 'stop');
    default:
      return errand satisfies never;
  }
}

/** False: to be tried again. */
async function run(hall: Hall, kit: KitService, errand: Errand): Promise<boolean> {
  const { meeting, tried } = hall.store.life().kit;
  if (meeting === null) return true;
  try {
    await perform(kit, meeting, errand);
    return true;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    logError('realtimekit_errand_failed', error, { session: hall.sessionId, what: errand.what, tried });
    // Refused, or for hours without an answer: nothing comes of trying on.
    if (error.code === 'media_refused' || tried >= TRIES_MAX) return true;
    const pause = AGAIN_AFTER[Math.min(tried, AGAIN_AFTER.length - 1)] ?? 0;
    hall.store.live({ kit: { ...hall.store.life().kit, errandsAt: hall.now() + pause, tried: tried + 1 } });
    return false;
  }
}
