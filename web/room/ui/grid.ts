/** Width to height of a tile: never wider than a camera, never so narrow that a face loses its sides. */
const WIDEST = 16 / 9;
const NARROWEST = { upright: 3 / 4, wide: 5 / 4 };
/** Space between tiles, px; the same as --s3. */
export const GAP = 12;

/** Size of each of `count` tiles, CSS px, so that all fit into the box and each is as large as it can be. */
export function fitTiles(count: number, box: { width: number; height: number }): { width: number; height: number } {
  const narrowest = box.width < box.height ? NARROWEST.upright : NARROWEST.wide;
  let best = { width: 0, height: 0 };
  for (let columns = 1; columns <= count; columns++) {
    const rows = Math.ceil(count / columns);
    const room = {
      width: Math.floor((box.width - GAP * (columns - 1)) / columns),
      height: Math.floor((box.height - GAP * (rows - 1)) / rows),
    };
    const width = Math.max(0, Math.min(room.width, Math.floor(room.height * WIDEST)));
    const height = Math.max(0, Math.min(room.height, Math.floor(width / narrowest)));
    if (width * height > best.width * best.height) best = { width, height };
  }
  return best;
}
