import { ALL_FORMATS, AudioBufferSink, BlobSource, CanvasSink, Input } from 'mediabunny';

/** A part of the picture, scaled to 64x36, that lies well inside the tile of the flash. */
export interface FlashAt {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The first of three tiles. */
const FIRST_OF_THREE: FlashAt = { x: 8, y: 4, width: 16, height: 8 };
/** Sound is looked at in steps of this many frames (5 ms at 48 kHz), for the 1 kHz of the beep only. */
const STEP = 240;
const BEEP_HZ = 1000;
const BEEP_LOUD = 0.1;
/** Two beginnings are at least this far apart, seconds. */
const APART = 0.4;

/** Picture minus sound at each flash with its beep, ms; positive: the picture is late. */
export async function measureSync(url: string, flashAt = FIRST_OF_THREE): Promise<number[]> {
  const blob = await (await fetch(url)).blob();
  const input = new Input({ source: new BlobSource(blob), formats: ALL_FORMATS });
  const video = await input.getPrimaryVideoTrack();
  const audio = await input.getPrimaryAudioTrack();
  if (!video || !audio) throw new Error('a track is missing');
  const flashes = await flashesIn(new CanvasSink(video, { width: 64, height: 36, fit: 'fill', poolSize: 2 }), flashAt);
  const beeps = await beepsIn(new AudioBufferSink(audio));
  return flashes.flatMap((flash) => {
    const beep = beeps.find((at) => Math.abs(at - flash) < APART);
    return beep === undefined ? [] : [Math.round((flash - beep) * 1000)];
  });
}

async function flashesIn(sink: CanvasSink, { x, y, width, height }: FlashAt): Promise<number[]> {
  const starts: number[] = [];
  let wasOn = true;
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no canvas');
  for await (const { canvas, timestamp } of sink.canvases()) {
    context.drawImage(canvas, -x, -y);
    const { data } = context.getImageData(0, 0, width, height);
    const isOn = data.reduce((sum, value) => sum + value, 0) / data.length > 160;
    if (isOn && !wasOn) starts.push(timestamp);
    wasOn = isOn;
  }
  return starts;
}

async function beepsIn(sink: AudioBufferSink): Promise<number[]> {
  const starts: number[] = [];
  for await (const { buffer, timestamp } of sink.buffers()) {
    const samples = buffer.getChannelData(0);
    for (let from = 0; from + STEP <= samples.length; from += STEP) {
      const at = timestamp + from / buffer.sampleRate;
      if (loudnessAt(samples.subarray(from, from + STEP), buffer.sampleRate) < BEEP_LOUD) continue;
      if (at - (starts.at(-1) ?? -1) > APART) starts.push(at);
    }
  }
  return starts;
}

/** Amplitude of the beep's tone (one bin of a Fourier transform). */
function loudnessAt(samples: Float32Array, sampleRate: number): number {
  let real = 0;
  let imaginary = 0;
  samples.forEach((sample, index) => {
    const angle = (2 * Math.PI * BEEP_HZ * index) / sampleRate;
    real += sample * Math.cos(angle);
    imaginary += sample * Math.sin(angle);
  });
  return (2 * Math.hypot(real, imaginary)) / samples.length;
}
