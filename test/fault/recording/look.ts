import type { FACE } from './clock-face.ts';

/** A place of the picture, px. */
export interface Place {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface LookWish {
  /** Where the packets lie, one behind the other. */
  url: string;
  /** `at` in µs. */
  packets: { at: number; bytes: number; key: boolean }[];
  codec: string;
  description: number[];
  places: Place[];
  face: typeof FACE;
}

/** A frame as decoded: the cells at each place as a number, where they stand out. */
export interface Look {
  /** ms in the file. */
  at: number;
  words: (number | null)[];
}

/** Runs in a page: decodes every picture of the file and reads the cells at each place. */
export async function lookAtAll({ url, packets, codec, description, places, face }: LookWish): Promise<Look[]> {
  const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer());
  const looks: Look[] = [];
  const trouble: string[] = [];
  let reading = Promise.resolve();

  /** Mean of a few pixels in the middle of each cell; null as soon as one is neither dark nor bright. */
  function wordAt(luma: Uint8Array, stride: number, place: Place): number | null {
    let word = 0;
    for (let cell = 0; cell < face.columns * face.rows; cell++) {
      const column = ((cell % face.columns) + 0.5) / face.columns;
      const row = (Math.floor(cell / face.columns) + 0.5) / face.rows;
      const x = Math.round(place.x + place.width * (face.left + face.width * column));
      const y = Math.round(place.y + place.height * (face.top + face.height * row));
      let sum = 0;
      for (let dy = -2; dy <= 2; dy++) for (let dx = -2; dx <= 2; dx++) sum += luma[(y + dy) * stride + x + dx] ?? 0;
      const mean = sum / 25;
      if (mean > 90 && mean < 160) return null;
      word = word * 2 + (mean > 125 ? 1 : 0);
    }
    return word;
  }

  async function read(frame: VideoFrame): Promise<void> {
    const data = new Uint8Array(frame.allocationSize());
    const [luma] = await frame.copyTo(data);
    const { offset, stride } = luma ?? { offset: 0, stride: 0 };
    const view = data.subarray(offset);
    looks.push({ at: frame.timestamp / 1000, words: places.map((place) => wordAt(view, stride, place)) });
    frame.close();
  }

  const decoder = new VideoDecoder({
    output: (frame) => void (reading = reading.then(() => read(frame))),
    error: (error) => void trouble.push(error.message),
  });
  decoder.configure({ codec, description: new Uint8Array(description) });
  let from = 0;
  for (const { at, bytes: length, key } of packets) {
    const data = bytes.subarray(from, from + length);
    decoder.decode(new EncodedVideoChunk({ type: key ? 'key' : 'delta', timestamp: at, data }));
    from += length;
    while (decoder.decodeQueueSize > 8 && trouble.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    await reading;
    if (trouble.length > 0) break;
  }
  if (trouble.length === 0) await decoder.flush();
  await reading;
  if (trouble.length > 0) throw new Error(`The pictures do not decode: ${trouble.join()}`);
  return looks;
}

/** Runs in a page: decodes the sound and notes where each tone begins. `at` ms in the file. */
export async function listenToAll({ url, tones }: { url: string; tones: readonly number[] }) {
  const context = new OfflineAudioContext(1, 48_000, 48_000);
  const sound = await context.decodeAudioData(await (await fetch(url)).arrayBuffer());
  const samples = sound.getChannelData(0);
  const step = 960;
  const heard: { at: number; tone: number }[] = [];
  let before = -1;
  for (let from = 0; from + step <= samples.length; from += step) {
    let [loudest, tone] = [0.02, -1];
    tones.forEach((hertz, index) => {
      let [real, imaginary] = [0, 0];
      for (let n = 0; n < step; n++) {
        const angle = (2 * Math.PI * hertz * n) / 48_000;
        real += (samples[from + n] ?? 0) * Math.cos(angle);
        imaginary += (samples[from + n] ?? 0) * Math.sin(angle);
      }
      const loudness = (2 * Math.hypot(real, imaginary)) / step;
      if (loudness > loudest) [loudest, tone] = [loudness, index];
    });
    if (tone !== -1 && tone !== before) heard.push({ at: (from / 48_000) * 1000, tone });
    before = tone;
  }
  return heard;
}

/** Runs in a page: plays the file from its start and seeks to each of these moments, as a person would. Null when all went well. */
export async function playAndSeek({ url, moments }: { url: string; moments: number[] }): Promise<string | null> {
  const video = document.createElement('video');
  video.muted = true;
  video.src = url;
  document.body.append(video);
  const event = (name: string, within: number) =>
    new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`no '${name}' within ${within} ms`)), within);
      video.addEventListener(name, () => (clearTimeout(late), resolve()), { once: true });
      video.addEventListener('error', () => reject(new Error(video.error?.message ?? 'error')), { once: true });
    });
  try {
    await event('loadeddata', 20_000);
    for (const moment of moments) {
      const sought = event('seeked', 20_000);
      video.currentTime = moment;
      await sought;
      if (Math.abs(video.currentTime - moment) > 0.1) return `sought ${moment}, got ${video.currentTime}`;
      await video.play();
      const until = performance.now() + 20_000;
      while (video.currentTime < moment + 0.7 && !video.ended) {
        if (performance.now() > until) return `does not play from ${moment}`;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      video.pause();
    }
    return null;
  } catch (error) {
    return String(error);
  } finally {
    video.remove();
  }
}
