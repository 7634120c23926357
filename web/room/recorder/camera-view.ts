import type { Composer } from './composer.ts';
import { openFrames, type Frames } from './frames.ts';

/** Black in the narrow range of video (ITU-R BT.709), and no colour. */
const [BLACK, GREY] = [16, 128];
/** Shapes that differ by less are the same: cameras round to even numbers. */
const SHAPE_APART = 0.02;

/**
 * One's own camera as it is: its frames go to the encoder undrawn, which makes them the size of the file. Black at first, so that
 * a file that begins late is black until then, and again while there is no camera. Another shape, of another camera, gets bars.
 */
export function openCameraView(
  { width, height }: { width: number; height: number },
  onBroken: (error: unknown) => void,
): Composer {
  const sources = new Map<string, Frames>();
  const black = blackFrame(width, height);
  let current: string | null = null;
  let shown: VideoFrame | null = null;
  let isFirst = true;
  let canvas: OffscreenCanvas | null = null;

  function barred(frame: VideoFrame): OffscreenCanvas {
    canvas ??= new OffscreenCanvas(width, height);
    const drawing = canvas.getContext('2d', { alpha: false });
    if (!drawing) throw new Error('This browser gave no drawing surface.');
    const scale = Math.min(width / frame.displayWidth, height / frame.displayHeight);
    const [wide, high] = [frame.displayWidth * scale, frame.displayHeight * scale];
    drawing.fillRect(0, 0, width, height);
    drawing.drawImage(frame, (width - wide) / 2, (height - high) / 2, wide, high);
    return canvas;
  }

  return {
    addSource(id, readable) {
      sources.get(id)?.close();
      sources.set(id, openFrames(readable, onBroken));
    },
    setTiles(tiles) {
      current = tiles[0]?.source ?? null;
      for (const [id, frames] of sources) {
        if (id === current) continue;
        frames.close();
        sources.delete(id);
      }
    },
    paint() {
      if (isFirst) return !(isFirst = false);
      const before = shown;
      shown = (current === null ? null : sources.get(current)?.latest()) ?? null;
      return shown !== before;
    },
    picture() {
      if (!shown) return black;
      const shape = shown.displayWidth / shown.displayHeight / (width / height);
      return Math.abs(shape - 1) < SHAPE_APART ? shown : barred(shown);
    },
  };
}

function blackFrame(width: number, height: number): VideoFrame {
  const data = new Uint8Array((width * height * 3) / 2).fill(GREY);
  data.fill(BLACK, 0, width * height);
  return new VideoFrame(data, { format: 'I420', codedWidth: width, codedHeight: height, timestamp: 0 });
}
