import { useEffect, useState } from 'react';

/** Often enough for "Today" and an opening room; ms. */
const EVERY = 30_000;

/** The present, UTC ms, kept up to date while the page is open. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), EVERY);
    return () => clearInterval(timer);
  }, []);
  return now;
}
