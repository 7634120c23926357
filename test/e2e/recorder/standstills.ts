import { ALL_FORMATS, AudioBufferSink, BlobSource, CanvasSink, Input } from 'mediabunny';

/** Well inside the camera and the loopback call of it, second and third of three tiles; of a picture scaled to 64x36. */
const MOVING = [
  { x: 40, y: 4 },
  { x: 24, y: 22 },
] as const;
const SIZE = { width: 16, height: 10 };
/** A channel that differs by more shows something new, of 255. */
const NEW = 12;
/** Sound is looked at in stretches of so many frames: 10 ms at 48 kHz. */
const STEP = 480;
/** The loudest of a stretch that is silent. */
const SILENT = 0.01;

/** The longest time between two moments, seconds, in which a tile of a camera shows nothing new, for each; and in which nothing is heard. */
export async function standstills(
  url: string,
  from: number,
  to: number,
): Promise<{ pictures: number[]; silence: number }> {
  const blob = await (await fetch(url)).blob();
  const input = new Input({ source: new BlobSource(blob), formats: ALL_FORMATS });
  const video = await input.getPrimaryVideoTrack();
  const audio = await input.getPrimaryAudioTrack();
  if (!video || !audio) throw new Error('a track is missing');
  const sink = new CanvasSink(video, { width: 64, height: 36, fit: 'fill', poolSize: 2 });
  const drawing = new OffscreenCanvas(64, 36).getContext('2d', { willReadFrequently: true });
  if (!drawing) throw new Error('no canvas');
  const tiles = MOVING.map(() => ({ data: new Uint8ClampedArray(), times: [from] }));
  for await (const { canvas, timestamp } of sink.canvases(from, to)) {
    drawing.drawImage(canvas, 0, 0);
    for (const [index, { x, y }] of MOVING.entries()) {
      const tile = tiles[index];
      if (!tile) continue;
      const { data } = drawing.getImageData(x, y, SIZE.width, SIZE.height);
      const isNew = data.some((value, at) => Math.abs(value - (tile.data[at] ?? -255)) > NEW);
      if (isNew) Object.assign(tile, { data, times: [...tile.times, timestamp] });
    }
  }
  return {
    pictures: tiles.map(({ times }) => longest([...times, to])),
    silence: longest([from, ...(await heard(new AudioBufferSink(audio), from, to)), to]),
  };
}

/** When anything was heard. */
async function heard(sink: AudioBufferSink, from: number, to: number): Promise<number[]> {
  const times: number[] = [];
  for await (const { buffer, timestamp } of sink.buffers(from, to)) {
    const samples = buffer.getChannelData(0);
    for (let at = 0; at + STEP <= samples.length; at += STEP) {
      const isHeard = samples.subarray(at, at + STEP).some((sample) => Math.abs(sample) > SILENT);
      if (isHeard) times.push(timestamp + at / buffer.sampleRate);
    }
  }
  return times;
}

const longest = (times: number[]): number =>
  Math.max(...times.slice(1).map((time, index) => time - (times[index] ?? 0)));
