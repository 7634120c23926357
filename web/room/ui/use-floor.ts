import { useState } from 'react';
import { useRoom } from './room-context.ts';

/** Whose turn it is in the large place: who speaks now or spoke last, never oneself. */
export function useFloor(): number | null {
  const now = useRoom((state) => state.speaking.find((n) => n !== state.me) ?? null);
  const [last, setLast] = useState(now);
  if (now !== null && now !== last) setLast(now);
  return now ?? last;
}
