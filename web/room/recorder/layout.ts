import type { RecorderTile } from './ports.ts';

/** A place on the picture, whole px. */
export interface Place {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Space around and between tiles, px. */
const GAP = 8;
/** Share of the width that the small tiles beside a shared screen get. */
const STRIP = 0.19;
/** And those beside who speaks: what they think of it can still be read in their faces. */
const BESIDE_SPEAKER = 0.33;
/** Of fewer nobody gets larger by making the others small. */
const SPEAKER_FROM = 3;
/** Cameras are 16:9, nearly all. */
const ASPECT = 16 / 9;

/** Where each tile goes, in the order given: an even grid, or a shared screen, or who speaks, large with the others at its right. */
export function placeTiles(
  tiles: readonly Pick<RecorderTile, 'kind' | 'speaks'>[],
  width: number,
  height: number,
): Place[] {
  const whole = { x: GAP, y: GAP, width: width - 2 * GAP, height: height - 2 * GAP };
  const screen = tiles.findIndex((tile) => tile.kind === 'screen');
  if (screen !== -1 && tiles.length > 1) return beside(screen, tiles.length, whole, STRIP);
  const speaker = tiles.findIndex((tile) => tile.speaks);
  if (speaker === -1 || tiles.length < SPEAKER_FROM) return grid(tiles.length, whole);
  const places = beside(speaker, tiles.length, whole, BESIDE_SPEAKER);
  return places.map((place, index) => (index === speaker ? (grid(1, place)[0] ?? place) : place));
}

/** The tile of this index large, the others at its right, which take this share of the width. */
function beside(large: number, count: number, area: Place, share: number): Place[] {
  const sideWidth = Math.round(area.width * share);
  const main = { ...area, width: area.width - sideWidth - GAP };
  const side = grid(count - 1, { ...area, x: area.x + main.width + GAP, width: sideWidth });
  return [...side.slice(0, large), main, ...side.slice(large)];
}

/** The columns that leave the largest tiles; an unfilled last row is centred. */
function grid(count: number, area: Place): Place[] {
  let best: { columns: number; size: { width: number; height: number } } | null = null;
  for (let columns = 1; columns <= count; columns++) {
    const size = fit(area, columns, Math.ceil(count / columns));
    if (!best || size.width > best.size.width) best = { columns, size };
  }
  if (!best) return [];
  const { columns, size } = best;
  const rows = Math.ceil(count / columns);
  const top = area.y + (area.height - rows * size.height - (rows - 1) * GAP) / 2;
  return Array.from({ length: count }, (_, index) => {
    const row = Math.floor(index / columns);
    const inRow = Math.min(columns, count - row * columns);
    const left = area.x + (area.width - inRow * size.width - (inRow - 1) * GAP) / 2;
    return whole(left + (index % columns) * (size.width + GAP), top + row * (size.height + GAP), size);
  });
}

function fit(area: Place, columns: number, rows: number): { width: number; height: number } {
  const width = (area.width - (columns - 1) * GAP) / columns;
  const height = (area.height - (rows - 1) * GAP) / rows;
  return width / height > ASPECT ? { width: height * ASPECT, height } : { width, height: width / ASPECT };
}

function whole(x: number, y: number, size: { width: number; height: number }): Place {
  return { x: Math.round(x), y: Math.round(y), width: Math.floor(size.width), height: Math.floor(size.height) };
}
