/** What this browser remembers for the next Session: never the secret, never anything about a Study. */
export interface Memory {
  /** Name a Guest gave last. */
  name: string;
  /** Device ids; '' for the browser's default. */
  mic: string;
  cam: string;
  speaker: string;
}

const KEY = 'fieldroom.join';
const NOTHING: Memory = { name: '', mic: '', cam: '', speaker: '' };

/** Private windows may refuse storage, and anything may stand in it: then nothing is remembered. */
export function recall(): Memory {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    if (typeof kept !== 'object' || kept === null) return NOTHING;
    const strings = Object.entries(kept).filter(([key, value]) => key in NOTHING && typeof value === 'string');
    return { ...NOTHING, ...Object.fromEntries(strings) };
  } catch (cause) {
    console.warn('nothing remembered', cause);
    return NOTHING;
  }
}

export function remember(change: Partial<Memory>): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...recall(), ...change }));
  } catch (cause) {
    console.warn('not remembered', cause);
  }
}
