import { currentTheme, setTheme } from '../lib/theme.ts';

/** The theme chosen in this browser, on a page that has no switch for it. */
export function keepTheme(): void {
  try {
    setTheme(currentTheme());
  } catch (cause) {
    // Storage is closed to this page (private windows): the system's theme it is.
    console.info('no theme kept', cause);
  }
}
