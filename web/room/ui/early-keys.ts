import { useEffect } from 'react';
import { Shortcuts } from './parts.ts';

/** Pressed before the shortcuts were here: they take them as soon as they are (shortcut-keys.ts). */
export const earlyKeys: KeyboardEvent[] = [];

/** Who mutes themselves right after 'Join' does not wait until the first picture is seen. */
export function useEarlyKeys(): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      earlyKeys.push(event);
      Shortcuts.preload().then(stop, (cause: unknown) => console.info('the key waits', cause));
    };
    const stop = () => removeEventListener('keydown', press);
    addEventListener('keydown', press);
    return stop;
  }, []);
}
