/** A piece of what somebody wrote: words, or an address one can go to. */
export type Piece = { kind: 'words'; text: string } | { kind: 'link'; text: string; href: string };

const ADDRESS = /https?:\/\/[^\s<>"'`]+/giu;
const CLOSERS: Record<string, string> = { ')': '(', ']': '[', '}': '{' };

/**
 * Finds http and https addresses in what somebody wrote; everything else, other schemes too, stays words. The sentence's own full
 * stop or bracket after an address is not part of it.
 */
export function linkify(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const address = withoutSentence(found);
    const href = hrefOf(address);
    if (href === null) continue;
    if (index > from) pieces.push({ kind: 'words', text: text.slice(from, index) });
    pieces.push({ kind: 'link', text: address, href });
    from = index + address.length;
  }
  if (from < text.length) pieces.push({ kind: 'words', text: text.slice(from) });
  return pieces;
}

function withoutSentence(address: string): string {
  let end = address.length;
  for (;;) {
    const last = address[end - 1] ?? '';
    const opener = CLOSERS[last];
    const inner = address.slice(0, end);
    const isUnbalanced = opener !== undefined && inner.split(opener).length < inner.split(last).length;
    if (!isUnbalanced && !/[.,;:!?*_~…]/u.test(last)) return inner;
    end -= 1;
  }
}

/** null: not an address one should be sent to. `https://bank.example@evil.example` shows one place and goes to another. */
function hrefOf(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  return !url.username && !url.password ? url.href : null;
}
