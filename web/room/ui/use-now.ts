import { useEffect, useState } from 'react';
import { useRoom } from './room-context.ts';

/** The server's clock, ms, drawn anew every `every` ms. */
export function useServerNow(every: number): number {
  const skew = useRoom((state) => state.clockSkew);
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now + skew;
}
