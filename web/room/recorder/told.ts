const KEY = 'fieldroom.refused';
/** So many segments are remembered: what waits is of a week. */
const REMEMBERED = 20;

/**
 * Segments of which somebody was told that the server refuses what this browser holds. Their pieces stay for their week, for a
 * mended server, or whoever signs in next, may still save them; but it is news only once. Without storage it is news again.
 */
export function toldOf(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : [];
  } catch (cause) {
    console.info('nothing remembered of what was refused', cause);
    return [];
  }
}

export function rememberTold(segment: string): void {
  try {
    localStorage.setItem(
      KEY,
      JSON.stringify([...toldOf().filter((one) => one !== segment), segment].slice(-REMEMBERED)),
    );
  } catch (cause) {
    console.info('not remembered what was refused', cause);
  }
}
