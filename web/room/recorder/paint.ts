import type { Frames } from './frames.ts';
import type { Place } from './layout.ts';
import { drawCorners, drawLabel, drawPlain, GROUND } from './tile-art.ts';

/** A tile in its place, with what was last drawn there. */
export interface PlacedTile {
  kind: 'cam' | 'screen';
  name: string;
  place: Place;
  frames: Frames | null;
  drawn: Drawn | null;
}

/** What stands in a place: the plain tile, or a frame (by identity, and its size to know when bars must be cleared). */
type Drawn = { frame: VideoFrame | null; width: number; height: number };

/** The whole picture, empty: the ground on which tiles are drawn anew. */
export function paintGround(canvas: OffscreenCanvasRenderingContext2D, width: number, height: number): void {
  canvas.fillStyle = GROUND;
  canvas.fillRect(0, 0, width, height);
}

/** Draws the tile where it has changed since the last time. Returns whether it had. */
export function paintTile(canvas: OffscreenCanvasRenderingContext2D, tile: PlacedTile): boolean {
  const frame = tile.frames?.latest() ?? null;
  const before = tile.drawn;
  if (before && before.frame === frame) return false;
  if (!frame) {
    drawPlain(canvas, tile.place, tile.name);
  } else {
    const sameSize = before?.frame && before.width === frame.displayWidth && before.height === frame.displayHeight;
    if (!sameSize) clear(canvas, tile.place);
    drawFrame(canvas, tile, frame);
    drawLabel(canvas, tile.place, tile.name);
  }
  drawCorners(canvas, tile.place);
  tile.drawn = { frame, width: frame?.displayWidth ?? 0, height: frame?.displayHeight ?? 0 };
  return true;
}

/** A wide camera fills its tile, cut at the edges; a shared screen or an upright phone is shown whole. */
function drawFrame(canvas: OffscreenCanvasRenderingContext2D, tile: PlacedTile, frame: VideoFrame): void {
  const { x, y, width, height } = tile.place;
  const { displayWidth, displayHeight } = frame;
  const fills = tile.kind === 'cam' && displayWidth > displayHeight;
  if (fills) {
    const scale = Math.max(width / displayWidth, height / displayHeight);
    const cutWidth = width / scale;
    const cutHeight = height / scale;
    const left = (displayWidth - cutWidth) / 2;
    canvas.drawImage(frame, left, (displayHeight - cutHeight) / 2, cutWidth, cutHeight, x, y, width, height);
    return;
  }
  const scale = Math.min(width / displayWidth, height / displayHeight);
  const shownWidth = Math.round(displayWidth * scale);
  const shownHeight = Math.round(displayHeight * scale);
  const left = x + Math.round((width - shownWidth) / 2);
  canvas.drawImage(frame, left, y + Math.round((height - shownHeight) / 2), shownWidth, shownHeight);
}

function clear(canvas: OffscreenCanvasRenderingContext2D, { x, y, width, height }: Place): void {
  canvas.fillStyle = '#0f0d0a';
  canvas.fillRect(x, y, width, height);
}
