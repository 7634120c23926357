import { useState } from 'react';
import { instantOf } from '../../../lib/wall-time.ts';

interface Picked {
  date: string;
  time: string;
  /** Minutes, as typed. */
  length: string;
  zone: string;
}

export interface PickedTime extends Picked {
  /** ISO; '' while day or time is not filled in. */
  startsAt: string;
  change: (change: Partial<Picked>) => void;
}

/** What a time picker holds. A change of the zone keeps the time on the wall. */
export function usePickedTime(first: () => Picked): PickedTime {
  const [picked, setPicked] = useState(first);
  const at = instantOf(picked, picked.zone);
  return {
    ...picked,
    startsAt: at === null ? '' : new Date(at).toISOString(),
    change: (change) => setPicked((now) => ({ ...now, ...change })),
  };
}
