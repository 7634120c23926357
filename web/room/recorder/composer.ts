import { openFrames, type Frames } from './frames.ts';
import { placeTiles } from './layout.ts';
import type { ComposedTile } from './messages.ts';
import { paintGround, paintTile, type PlacedTile } from './paint.ts';
import { HEIGHT, WIDTH } from './picture.ts';

/** The recording's picture in the making. */
export interface Composer {
  addSource(id: string, readable: ReadableStream<VideoFrame>): void;
  /** Also ends the sources that no tile shows any more. */
  setTiles(tiles: ComposedTile[]): void;
  /** Draws what has changed; returns whether anything had. */
  paint(): boolean;
  /** What was drawn, until the next turn. */
  picture(): OffscreenCanvas | VideoFrame;
}

export function openComposer(onBroken: (error: unknown) => void): Composer {
  const canvas = new OffscreenCanvas(WIDTH, HEIGHT);
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  if (!context) throw new Error('This browser gave no drawing surface.');
  const sources = new Map<string, Frames>();
  let placed: PlacedTile[] = [];
  let groundOwed = true;

  return {
    picture: () => canvas,
    addSource(id, readable) {
      sources.get(id)?.close();
      sources.set(id, openFrames(readable, onBroken));
    },
    setTiles(tiles) {
      const places = placeTiles(tiles, WIDTH, HEIGHT);
      placed = tiles.flatMap((tile, index) => {
        const place = places[index];
        const frames = tile.source === null ? null : (sources.get(tile.source) ?? null);
        return place ? [{ kind: tile.kind, name: tile.name, place, frames, drawn: null }] : [];
      });
      const shown = new Set(tiles.map((tile) => tile.source));
      for (const [id, frames] of sources) {
        if (shown.has(id)) continue;
        frames.close();
        sources.delete(id);
      }
      groundOwed = true;
    },
    paint() {
      let moved = groundOwed;
      if (groundOwed) paintGround(context, WIDTH, HEIGHT);
      groundOwed = false;
      for (const tile of placed) moved = paintTile(context, tile) || moved;
      return moved;
    },
  };
}
