import type { Person } from '../../../wire/room.ts';

export type Layout = 'auto' | 'grid' | 'speaker';

/** Up to so many are seen best side by side; of more, one reads the faces better with the speaker large. */
const AUTO_GRID = { desktop: 6, phone: 4 };

export interface Scene {
  /** All who are seen, in their order. */
  tiles: readonly Person[];
  me: number;
  /** Who speaks, or spoke last; never oneself. */
  floor: number | null;
  layout: Layout;
  pinned: number | null;
  hideSelf: boolean;
  isPhone: boolean;
}

/** Who is large, if anybody, and everybody else. `screen`: the large place is a shared screen's. */
export type Arrangement =
  | { kind: 'grid'; rest: Person[] }
  | { kind: 'speaker'; large: Person; rest: Person[] }
  | { kind: 'screen'; sharer: Person; rest: Person[] };

export function arrange(scene: Scene): Arrangement {
  const { me, layout, isPhone } = scene;
  const seen = scene.tiles.filter((person) => !(scene.hideSelf && person.n === me));
  // Oneself one sees sharing anyway: the own screen would show itself in itself.
  const sharer = scene.tiles.findLast((person) => person.screen && person.n !== me);
  const pinned = seen.find((person) => person.n === scene.pinned);
  const floor = seen.find((person) => person.n === scene.floor);
  if (sharer) return { kind: 'screen', sharer, rest: first([pinned, floor], seen) };
  const grids = layout === 'grid' || (layout === 'auto' && seen.length <= AUTO_GRID[isPhone ? 'phone' : 'desktop']);
  const large = pinned ?? (grids ? undefined : (floor ?? seen.find((person) => person.n !== me) ?? seen[0]));
  if (!large) return { kind: 'grid', rest: seen };
  return { kind: 'speaker', large, rest: first([floor], seen).filter((person) => person !== large) };
}

/** A strip shows its beginning: whom one wants to see stands there. */
function first(wanted: (Person | undefined)[], all: Person[]): Person[] {
  const ahead = new Set(wanted.filter((person) => person !== undefined));
  return [...ahead, ...all.filter((person) => !ahead.has(person))];
}
