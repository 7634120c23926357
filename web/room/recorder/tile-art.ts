import type { Place } from './layout.ts';

/** The room's dark colours (tokens.css); a worker has no style sheet to read them from. */
export const GROUND = '#16140f';
const PLAIN = '#28241e';
const INK = '#f3eee5';
const LABEL = 'rgb(22 20 15 / 78%)';
const ACCENT_SOFT = '#17332c';
const ACCENT = '#5fcbb4';
const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';
/** Radius of a tile's corners, px. */
const RADIUS = 12;

/** Labels and corners are the same in every picture: drawn once, then only copied. */
const labels = new Map<string, OffscreenCanvas>();
/** More names than ever stand in one picture. */
const LABELS_MAX = 64;
let corner: OffscreenCanvas | null = null;

/** A tile without a picture: a round sign with the initials, the name below. */
export function drawPlain(canvas: OffscreenCanvasRenderingContext2D, place: Place, name: string): void {
  const { x, y, width, height } = place;
  const radius = Math.round(height * 0.18);
  const middle = x + width / 2;
  const centre = y + height * 0.42;
  canvas.fillStyle = PLAIN;
  canvas.fillRect(x, y, width, height);
  canvas.fillStyle = ACCENT_SOFT;
  canvas.beginPath();
  canvas.arc(middle, centre, radius, 0, 2 * Math.PI);
  canvas.fill();
  canvas.textAlign = 'center';
  canvas.textBaseline = 'middle';
  canvas.fillStyle = ACCENT;
  canvas.font = `600 ${Math.round(radius * 0.8)}px ${FONT}`;
  canvas.fillText(initials(name), middle, centre + radius * 0.05);
  canvas.fillStyle = INK;
  canvas.font = `500 ${Math.max(12, Math.round(height * 0.065))}px ${FONT}`;
  canvas.fillText(name, middle, centre + radius + height * 0.12, width * 0.9);
}

/** The name at the tile's lower left. */
export function drawLabel(canvas: OffscreenCanvasRenderingContext2D, place: Place, name: string): void {
  if (name === '') return;
  const size = Math.max(12, Math.min(18, Math.round(place.height * 0.05)));
  const label = labelFor(name, size, place.width - 24);
  canvas.drawImage(label, place.x + 10, place.y + place.height - label.height - 10);
}

/** Rounds a tile's corners with the ground's colour: cheaper than clipping every frame. */
export function drawCorners(canvas: OffscreenCanvasRenderingContext2D, { x, y, width, height }: Place): void {
  corner ??= drawCorner();
  for (const [left, top, turns] of [
    [x, y, 0],
    [x + width, y, 1],
    [x + width, y + height, 2],
    [x, y + height, 3],
  ] as const) {
    canvas.setTransform(1, 0, 0, 1, left, top);
    canvas.rotate((turns * Math.PI) / 2);
    canvas.drawImage(corner, 0, 0);
  }
  canvas.resetTransform();
}

function drawCorner(): OffscreenCanvas {
  const { canvas, context } = sheet(RADIUS, RADIUS);
  context.fillStyle = GROUND;
  context.fillRect(0, 0, RADIUS, RADIUS);
  context.globalCompositeOperation = 'destination-out';
  context.beginPath();
  context.arc(RADIUS, RADIUS, RADIUS, 0, 2 * Math.PI);
  context.fill();
  return canvas;
}

function labelFor(name: string, size: number, widthMax: number): OffscreenCanvas {
  const key = `${size} ${widthMax} ${name}`;
  const known = labels.get(key);
  if (known) return known;
  if (labels.size >= LABELS_MAX) labels.clear();
  const font = `500 ${size}px ${FONT}`;
  const ruler = sheet(1, 1).context;
  ruler.font = font;
  const padding = Math.round(size * 0.6);
  const width = Math.min(widthMax, Math.ceil(ruler.measureText(name).width) + 2 * padding);
  const height = Math.round(size * 1.7);
  const { canvas, context } = sheet(width, height);
  context.fillStyle = LABEL;
  context.beginPath();
  context.roundRect(0, 0, width, height, height / 2);
  context.fill();
  context.fillStyle = INK;
  context.font = font;
  context.textBaseline = 'middle';
  context.fillText(name, padding, height / 2 + 1, width - 2 * padding);
  labels.set(key, canvas);
  return canvas;
}

function sheet(width: number, height: number) {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser gave no drawing surface.');
  return { canvas, context };
}

/** First letters of the first and the last word, by code point: an emoji stays whole. */
function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const ends = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return ends.map((word) => [...(word ?? '')][0]?.toLocaleUpperCase() ?? '').join('');
}
