import type { Arrangement } from './arrange.ts';
import { fitTiles, GAP } from './grid.ts';

export interface Box {
  width: number;
  height: number;
}
export interface Rect extends Box {
  left: number;
  top: number;
}

export interface Places {
  /** By number of person; who has none is on another page. */
  people: Map<number, Rect>;
  /** Of the shared screen. */
  screen: Rect | null;
  page: number;
  pages: number;
}

/** More faces than this on one page cannot be read. */
const GRID_MAX = { desktop: 16, phone: 6 };
/** A tile of a strip, CSS px: on a phone as large as three side by side can be. */
const STRIP = { width: 200, height: 112 };
const PHONE_STRIP = { ratio: 1.6, highest: 80, lowest: 60 };

/** Phones in either position; a window as small as one. CSS px. */
export const isPhoneBox = ({ width, height }: Box): boolean => width < 640 || height < 400;

/** Where everybody is drawn in a box of this size, CSS px. */
export function place(arrangement: Arrangement, box: Box, wantedPage: number): Places {
  const size = isPhoneBox(box) ? 'phone' : 'desktop';
  const numbers = arrangement.rest.map((person) => person.n);
  if (arrangement.kind === 'grid') {
    const { page, pages, shown } = turn(numbers, GRID_MAX[size], wantedPage);
    return { people: inGrid(shown, { left: 0, top: 0, ...box }), screen: null, page, pages };
  }
  const beside = box.width > box.height * 1.2;
  const tile = size === 'phone' ? phoneStrip(box, beside) : STRIP;
  const [length, each] = beside ? [box.height, tile.height] : [box.width, tile.width];
  const fits = Math.max(1, Math.floor((length + GAP) / (each + GAP)));
  const { page, pages, shown } = turn(numbers, fits, wantedPage);
  const taken = shown.length === 0 ? 0 : GAP + (beside ? tile.width : tile.height);
  const main = { left: 0, top: 0, width: box.width - (beside ? taken : 0), height: box.height - (beside ? 0 : taken) };
  const people = new Map<number, Rect>();
  const start = Math.max(0, (length - shown.length * (each + GAP) + GAP) / 2);
  for (const [index, n] of shown.entries()) {
    const at = Math.round(start + index * (each + GAP));
    people.set(n, {
      ...tile,
      left: beside ? main.width + GAP : at,
      top: beside ? at : main.height + GAP,
    });
  }
  if (arrangement.kind === 'screen') return { people, screen: main, page, pages };
  for (const [n, rect] of inGrid([arrangement.large.n], main)) people.set(n, rect);
  return { people, screen: null, page, pages };
}

function phoneStrip(box: Box, beside: boolean): Box {
  const { ratio, highest, lowest } = PHONE_STRIP;
  const third = ((beside ? box.height : box.width) - 2 * GAP) / 3;
  const height = Math.max(lowest, Math.min(highest, Math.floor(beside ? third : third / ratio)));
  return { width: Math.floor(height * ratio), height };
}

function turn(all: number[], fits: number, wanted: number): { page: number; pages: number; shown: number[] } {
  const pages = Math.max(1, Math.ceil(all.length / fits));
  const page = Math.min(wanted, pages - 1);
  return { page, pages, shown: all.slice(page * fits, (page + 1) * fits) };
}

/** Rows of equal tiles in the middle of the box, the last row centred. */
function inGrid(numbers: number[], box: Rect): Map<number, Rect> {
  const { width, height } = fitTiles(numbers.length, box);
  const columns = Math.max(1, Math.floor((box.width + GAP) / (width + GAP)));
  const rows = Math.ceil(numbers.length / columns);
  const above = (box.height - rows * (height + GAP) + GAP) / 2;
  return new Map(
    numbers.map((n, index) => {
      const row = Math.floor(index / columns);
      const inRow = Math.min(columns, numbers.length - row * columns);
      const before = (box.width - inRow * (width + GAP) + GAP) / 2;
      const left = box.left + Math.round(before + (index % columns) * (width + GAP));
      return [n, { left, top: box.top + Math.round(above + row * (height + GAP)), width, height }];
    }),
  );
}
