import type { Page } from '@playwright/test';
import { ALL_FORMATS, BufferSource, EncodedPacketSink, Input } from 'mediabunny';
import { placeTiles } from '../../../web/room/recorder/layout.ts';
import { HEIGHT, WIDTH } from '../../../web/room/recorder/picture.ts';
import { FACE, readFace, type Told } from './clock-face.ts';
import { listenToAll, lookAtAll, playAndSeek, type Look, type Place } from './look.ts';
import { TONES, type Heard } from './tones.ts';

/** More tiles than are ever in the picture here. */
const TILES_MAX = 4;
const PACKETS = '/__packets';

/** One picture of the file, and what the clocks in it say. */
export interface Shown {
  /** ms in the file. */
  at: number;
  /** By person, UTC ms. */
  clocks: Record<number, number>;
}

export interface ReadFile {
  bytes: Uint8Array<ArrayBuffer>;
  shown: Shown[];
  heard: Heard[];
  durationMs: number;
}

/** Every layout of so many people: an even one, and each of them large in turn. */
const LAYOUTS: Place[][] = Array.from({ length: TILES_MAX }, (_, others) => others + 1).flatMap((count) =>
  Array.from({ length: count + 1 }, (_, large) =>
    placeTiles(
      Array.from({ length: count }, (_, index) => ({ kind: 'cam' as const, speaks: index === large })),
      WIDTH,
      HEIGHT,
    ),
  ),
);

/** Parses the file whole, in Node by an independent reader, and decodes all of it in the page. Throws when anything of it is wrong. `near`: UTC ms. */
export async function readFile(page: Page, url: string, near: number): Promise<ReadFile> {
  const response = await page.request.get(url);
  if (!response.ok()) throw new Error(`The file: ${response.status()}`);
  const bytes = new Uint8Array(await response.body());
  const input = new Input({ source: new BufferSource(bytes), formats: ALL_FORMATS });
  const video = await input.getPrimaryVideoTrack();
  const audio = await input.getPrimaryAudioTrack();
  const config = await video?.getDecoderConfig();
  if (!video || !audio || !config?.description) throw new Error('A track is missing.');
  const datas: Uint8Array[] = [];
  const packets: { at: number; bytes: number; key: boolean }[] = [];
  for await (const { timestamp, data, type } of new EncodedPacketSink(video).packets()) {
    packets.push({ at: Math.round(timestamp * 1e6), bytes: data.length, key: type === 'key' });
    datas.push(data);
  }
  inOrder(
    packets.map(({ at }) => at),
    'pictures',
  );
  const sounds: number[] = [];
  for await (const { timestamp } of new EncodedPacketSink(audio).packets()) sounds.push(timestamp);
  inOrder(sounds, 'sounds');

  await page.route(`**${PACKETS}`, (route) => route.fulfill({ body: Buffer.concat(datas) }));
  const description = [...new Uint8Array(config.description as ArrayBuffer)];
  const wish = { url: PACKETS, packets, codec: config.codec, description, places: LAYOUTS.flat(), face: FACE };
  const looks = await page.evaluate(lookAtAll, wish);
  if (looks.length !== packets.length) throw new Error(`${packets.length} pictures, ${looks.length} decoded.`);
  const heard = await page.evaluate(listenToAll, { url, tones: TONES });
  const durationMs = (await input.computeDuration()) * 1000;
  return { bytes, shown: looks.map((look) => clocksIn(look, near)), heard, durationMs };
}

/** Plays and seeks it in a video element; throws where that fails. Moments in s. */
export async function playFile(page: Page, url: string, moments: number[]): Promise<void> {
  const trouble = await page.evaluate(playAndSeek, { url, moments });
  if (trouble !== null) throw new Error(`It does not play: ${trouble}`);
}

function inOrder(times: number[], what: string): void {
  const at = times.findIndex((time, index) => index > 0 && time <= (times[index - 1] ?? 0));
  if (at !== -1) throw new Error(`Two ${what} at ${times[at]}.`);
}

/** As the layout reads in which most clocks can be read: at the places of another one there are bits and pieces of faces. */
function clocksIn({ at, words }: Look, near: number): Shown {
  let best: Told[] = [];
  let from = 0;
  for (const places of LAYOUTS) {
    const read = words.slice(from, (from += places.length));
    const told = read.flatMap((word) => (word === null ? [] : (readFace(word, near) ?? [])));
    if (told.length > best.length) best = told;
  }
  return { at, clocks: Object.fromEntries(best.map(({ person, at: time }) => [person, time])) };
}
