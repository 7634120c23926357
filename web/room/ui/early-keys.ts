import { useEffect } from 'react';
import { Shortcuts } from './parts.ts';

const early: KeyboardEvent[] = [];
let isTaken = false;

/** What was pressed before the shortcuts were here. From then on they hear every key themselves. */
export function takeEarlyKeys(): KeyboardEvent[] {
  isTaken = true;
  return early.splice(0);
}

/** Who mutes themselves right after 'Join' does not wait until the first picture is seen. */
export function useEarlyKeys(): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (isTaken) return;
      early.push(event);
      Shortcuts.preload().catch((cause: unknown) => console.info('the key waits', cause));
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
}
