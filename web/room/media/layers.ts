import type { Thrift } from './thrift.ts';

/** Simulcast layers of a camera: full size, half, quarter. The SFU's fallback is alphabetical, best first. */
export type Rid = 'f' | 'h' | 'q';

/** A camera is sent 360 px high: above 300 px only the full picture will do, above 150 px half of it. CSS px. */
const HIGH_ABOVE = 300;
const MIDDLE_ABOVE = 150;
/** Sizes settle while a window is dragged or tiles move; a layer switch costs a key frame. ms. */
const SETTLE = 250;

const LOWER: Record<Rid, Rid> = { f: 'h', h: 'q', q: 'q' };

/** The layer that a camera drawn this high (CSS px) needs; 0 is not visible. */
export function layerFor(height: number): Rid {
  if (height > HIGH_ABOVE) return 'f';
  return height > MIDDLE_ABOVE ? 'h' : 'q';
}

export interface LayerChooser {
  tileSize: (n: number, height: number) => void;
  /** A camera of `n` is followed now (again): its wish is said as soon as it is known. */
  followed: (n: number) => void;
  /** From now on no more than this is asked for. */
  spare: (thrift: Thrift) => void;
  close: () => void;
}

/** Collects tile sizes and asks for a layer when it differs from what was asked for last. */
export function chooseLayers(ask: (n: number, rid: Rid) => boolean): LayerChooser {
  const heights = new Map<number, number>();
  const asked = new Map<number, Rid>();
  let thrift: Thrift = 'all';
  let timer: ReturnType<typeof setTimeout> | undefined;

  function wanted(height: number): Rid {
    const rid = layerFor(height);
    return thrift === 'all' ? rid : thrift === 'less' ? LOWER[rid] : 'q';
  }
  function settle(): void {
    timer = undefined;
    for (const [n, height] of heights) {
      const rid = wanted(height);
      if (asked.get(n) !== rid && ask(n, rid)) asked.set(n, rid);
    }
  }
  return {
    tileSize(n, height) {
      heights.set(n, height);
      timer ??= setTimeout(settle, SETTLE);
    },
    followed(n) {
      asked.delete(n);
      timer ??= setTimeout(settle, SETTLE);
    },
    spare(how) {
      if (how === thrift) return;
      thrift = how;
      timer ??= setTimeout(settle, SETTLE);
    },
    close: () => clearTimeout(timer),
  };
}
