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
/** Cameras are 16:9, nearly all. */
const ASPECT = 16 / 9;

/** Where each tile goes, in the order given: an even grid, or a shared screen large with the others in a strip at its right. */
export function placeTiles(tiles: readonly Pick<RecorderTile, 'kind'>[], width: number, height: number): Place[] {
  const whole = { x: GAP, y: GAP, width: width - 2 * GAP, height: height - 2 * GAP };
  const screen = tiles.findIndex((tile) => tile.kind === 'screen');
  if (screen === -1 || tiles.length === 1) return grid(tiles.length, whole);

  const stripWidth = Math.round(whole.width * STRIP);
  const large = { ...whole, width: whole.width - stripWidth - GAP };
  const small = strip(tiles.length - 1, { ...whole, x: whole.x + large.width + GAP, width: stripWidth });
  return tiles.map((_, index) => (index === screen ? large : small[index < screen ? index : index - 1]) ?? whole);
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

function strip(count: number, area: Place): Place[] {
  const size = fit(area, 1, count);
  const left = area.x + (area.width - size.width) / 2;
  const top = area.y + (area.height - count * size.height - (count - 1) * GAP) / 2;
  return Array.from({ length: count }, (_, index) => whole(left, top + index * (size.height + GAP), size));
}

function fit(area: Place, columns: number, rows: number): { width: number; height: number } {
  const width = (area.width - (columns - 1) * GAP) / columns;
  const height = (area.height - (rows - 1) * GAP) / rows;
  return width / height > ASPECT ? { width: height * ASPECT, height } : { width, height: width / ASPECT };
}

function whole(x: number, y: number, size: { width: number; height: number }): Place {
  return { x: Math.round(x), y: Math.round(y), width: Math.floor(size.width), height: Math.floor(size.height) };
}
