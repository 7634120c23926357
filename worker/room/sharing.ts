import { flows } from './follows.ts';
import type { Hall } from './hall.ts';
import { isInside } from './presence.ts';
import type { SeatRecord } from './seat-record.ts';

/** Who else shows a screen, or sends one that may be followed: one at a time. */
export const sharerBeside = (hall: Hall, seat: string): SeatRecord | undefined =>
  hall.store.seats().find((one) => one.seat !== seat && isInside(one) && (one.screen || flows(one.media, 'screen')));
