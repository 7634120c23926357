import { ALL_FORMATS, AudioBufferSink, BlobSource, CanvasSink, Input } from 'mediabunny';

/** What a viewer of the recording would notice at one moment: mean brightness and its spread, 0 to 255. */
export interface Look {
  at: number;
  mean: number;
  spread: number;
}

/** Decodes the recording at these moments (seconds) and all of its sound. `loudness` is the root mean square per second. */
export async function lookAt(url: string, moments: number[]): Promise<{ looks: Look[]; loudness: number[] }> {
  const blob = await (await fetch(url)).blob();
  const input = new Input({ source: new BlobSource(blob), formats: ALL_FORMATS });
  const video = await input.getPrimaryVideoTrack();
  const audio = await input.getPrimaryAudioTrack();
  if (!video || !audio) throw new Error('a track is missing');
  const sink = new CanvasSink(video, { width: 320, height: 180, fit: 'fill' });
  const looks: Look[] = [];
  for (const at of moments) {
    const shown = await sink.getCanvas(at);
    if (shown) looks.push({ at, ...brightness(shown.canvas) });
  }
  return { looks, loudness: await loudnessOf(new AudioBufferSink(audio)) };
}

function brightness(canvas: HTMLCanvasElement | OffscreenCanvas): { mean: number; spread: number } {
  const flat = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d');
  if (!flat) throw new Error('no canvas');
  flat.drawImage(canvas, 0, 0);
  const { data } = flat.getImageData(0, 0, canvas.width, canvas.height);
  const values: number[] = [];
  for (let index = 0; index + 2 < data.length; index += 4) {
    values.push(((data[index] ?? 0) + (data[index + 1] ?? 0) + (data[index + 2] ?? 0)) / 3);
  }
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  return { mean, spread };
}

async function loudnessOf(sink: AudioBufferSink): Promise<number[]> {
  const sums: number[] = [];
  const counts: number[] = [];
  for await (const { buffer, timestamp } of sink.buffers()) {
    const second = Math.floor(timestamp);
    for (const sample of buffer.getChannelData(0)) {
      sums[second] = (sums[second] ?? 0) + sample * sample;
      counts[second] = (counts[second] ?? 0) + 1;
    }
  }
  return sums.map((sum, second) => Math.sqrt(sum / (counts[second] ?? 1)));
}
