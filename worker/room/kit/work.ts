import type { KitEvent } from '../facts.ts';
import type { Hall } from '../hall.ts';
import { noticeTheSilent } from '../people.ts';
import { cloudAt, look, tendCloud } from './cloud.ts';
import { runErrands } from './errands.ts';
import { fetchDue, lookNow } from './fetching.ts';

/** Deliveries that are remembered: a service that repeats itself does so within minutes. */
const HEARD_MAX = 100;

/** When something is to be done at the service that holds the meeting; null: nothing is. */
export function kitAt(hall: Hall): number | null {
  if (hall.media.kind !== 'kit') return null;
  const times = [hall.store.life().kit.errandsAt, cloudAt(hall), hall.copies.next()].filter((at) => at !== null);
  return times.length === 0 ? null : Math.min(...times);
}

/** In the alarm: all of it that is due. */
export async function doKitWork(hall: Hall): Promise<void> {
  if ((hall.store.life().kit.errandsAt ?? Infinity) <= hall.now()) await runErrands(hall);
  await tendCloud(hall);
  await fetchDue(hall);
}

/** A webhook: we look for ourselves, soon and in the alarm. Heard before, or of another meeting: nothing to look for. */
export function hearKitEvent(hall: Hall, { uuid, meeting }: KitEvent): void {
  const { kit } = hall.store.life();
  if (hall.media.kind !== 'kit' || kit.meeting !== meeting || kit.heard.includes(uuid)) return;
  hall.store.live({ kit: { ...kit, heard: [...kit.heard, uuid].slice(-HEARD_MAX) } });
  // Who has left the meeting may have left us, too: their socket says so.
  noticeTheSilent(hall);
  look(hall);
  lookNow(hall);
}
