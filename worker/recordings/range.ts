/** What of a file is asked for; bytes. */
export type Wanted = { kind: 'whole' } | { kind: 'part'; offset: number; length: number } | { kind: 'outside' };

const WHOLE: Wanted = { kind: 'whole' };

/**
 * Reads a Range header (RFC 9110 14.2). One range of bytes is served. Other units, malformed ranges, and several ranges at
 * once are ignored, as the RFC allows: the answer is the whole file. A range that begins past the end is `outside`.
 */
export function readRange(header: string | null | undefined, size: number): Wanted {
  const range = /^bytes=\s*(?:(\d+)-(\d*)|-(\d+))\s*$/i.exec(header ?? '');
  if (!range) return WHOLE;
  const [, first, last, suffix] = range;
  if (suffix !== undefined) {
    const length = Math.min(Number(suffix), size);
    return length === 0 ? { kind: 'outside' } : { kind: 'part', offset: size - length, length };
  }
  const offset = Number(first);
  const end = last ? Number(last) : Infinity;
  if (end < offset) return WHOLE;
  if (offset >= size) return { kind: 'outside' };
  return { kind: 'part', offset, length: Math.min(end, size - 1) - offset + 1 };
}
