/** What a button of the mail was for: the part of the page to show first. Coming here does none of it. */
export type Wish = 'confirm' | 'change' | 'late';

const WISHES: ReadonlySet<string> = new Set<Wish>(['confirm', 'change', 'late']);

/** `<secret>~<wish>`: '~' is no letter of base64url, so it cannot stand in the secret. An unknown wish is none. */
export function splitFragment(fragment: string): { secret: string; wish: Wish | null } {
  const at = fragment.indexOf('~');
  if (at < 0) return { secret: fragment, wish: null };
  const wish = fragment.slice(at + 1);
  return { secret: fragment.slice(0, at), wish: WISHES.has(wish) ? (wish as Wish) : null };
}
