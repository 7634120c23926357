/** Simulcast layers of a camera: full size, half, quarter. The SFU's fallback is alphabetical, best first. */
export type Rid = 'f' | 'h' | 'q';

/** A camera is sent 360 px high: above 300 px only the full picture will do, above 150 px half of it. CSS px. */
const HIGH_ABOVE = 300;
const MIDDLE_ABOVE = 150;
/** Sizes settle while a window is dragged or tiles move; a layer switch costs a key frame. ms. */
const SETTLE = 250;

/** The layer that a camera drawn this high (CSS px) needs; 0 is not visible. */
export function layerFor(height: number): Rid {
  if (height > HIGH_ABOVE) return 'f';
  return height > MIDDLE_ABOVE ? 'h' : 'q';
}

export interface LayerChooser {
  tileSize: (n: number, height: number) => void;
  /** A camera of `n` is followed now (again): its wish is said as soon as it is known. */
  followed: (n: number) => void;
  close: () => void;
}

/** Collects tile sizes and asks for a layer when it differs from what was asked for last. */
export function chooseLayers(ask: (n: number, rid: Rid) => boolean): LayerChooser {
  const heights = new Map<number, number>();
  const asked = new Map<number, Rid>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function settle(): void {
    timer = undefined;
    for (const [n, height] of heights) {
      const rid = layerFor(height);
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
    close: () => clearTimeout(timer),
  };
}
