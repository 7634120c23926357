import { ALL_FORMATS, BlobSource, CanvasSink, Input } from 'mediabunny';

/** px of the whole picture. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The tile of `flashAndBeep` at one moment: where its plain colour is, how much of the picture that is, and the letters at its lower left. */
export interface Composition {
  share: number;
  tile: Box;
  letters: Box;
}

/** What it shows most of the time; and what still counts as that after the encoder. */
const COLOUR = [128, 96, 64];
const NEAR = 24;
/** It flashes for 0.1 s: one of these moments is another one, seconds. */
const MOMENTS = [0, 0.2, 0.4];
/** Letters are lighter than this in all channels, and no tile's picture is. */
const LIGHT = 170;
/** Where letters are looked for: over the lower edge of what is shown, or in the bar below it, px. */
const [ABOVE, BELOW, ASIDE] = [45, 70, 250];
/** A line with fewer pixels of the tile's colour has them by chance. */
const STRAY = 60;

export async function compositions(url: string, moments: number[]): Promise<Composition[]> {
  const blob = await (await fetch(url)).blob();
  const video = await new Input({ source: new BlobSource(blob), formats: ALL_FORMATS }).getPrimaryVideoTrack();
  if (!video) throw new Error('no video');
  const sink = new CanvasSink(video);
  const found: Composition[] = [];
  for (const moment of moments) {
    const looks: Composition[] = [];
    for (const later of MOMENTS) {
      const shown = await sink.getCanvas(moment + later);
      if (shown) looks.push(look(shown.canvas));
    }
    found.push(looks.reduce((best, one) => (one.share > best.share ? one : best)));
  }
  return found;
}

function look(canvas: HTMLCanvasElement | OffscreenCanvas): Composition {
  const { width, height } = canvas;
  const drawing = new OffscreenCanvas(width, height).getContext('2d');
  if (!drawing) throw new Error('no canvas');
  drawing.drawImage(canvas, 0, 0);
  const { data } = drawing.getImageData(0, 0, width, height);
  const every = (x: number, y: number, isSo: (value: number, channel: number) => boolean) =>
    [0, 1, 2].every((channel) => isSo(data[4 * (y * width + x) + channel] ?? 0, channel));
  const isPlain = (value: number, channel: number) => Math.abs(value - (COLOUR[channel] ?? 0)) < NEAR;
  const { pixels, box: tile } = find({ x: 0, y: 0, width, height }, STRAY, (x, y) => every(x, y, isPlain));
  const around = { x: tile.x, y: tile.y + tile.height - ABOVE, width: ASIDE, height: ABOVE + BELOW };
  const { box: letters } = find(around, 1, (x, y) => every(x, y, (value) => value > LIGHT));
  return { share: pixels / (width * height), tile, letters };
}

/** How many pixels are so, and the box around the lines in which at least so many are. */
function find({ x: left, y: top, width, height }: Box, least: number, isSo: (x: number, y: number) => boolean) {
  let pixels = 0;
  const [columns, rows] = [new Map<number, number>(), new Map<number, number>()];
  for (let y = top; y < top + height; y++) {
    for (let x = left; x < left + width; x++) {
      if (!isSo(x, y)) continue;
      pixels++;
      columns.set(x, (columns.get(x) ?? 0) + 1);
      rows.set(y, (rows.get(y) ?? 0) + 1);
    }
  }
  const [across, down] = [extent(columns, least), extent(rows, least)];
  return { pixels, box: { x: across.from, y: down.from, width: across.length, height: down.length } };
}

function extent(lines: Map<number, number>, least: number): { from: number; length: number } {
  const full = [...lines].flatMap(([line, count]) => (count >= least ? [line] : []));
  const from = Math.min(...full);
  return full.length > 0 ? { from, length: Math.max(...full) - from + 1 } : { from: 0, length: 0 };
}
