import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSite } from '../../dev/stack/build.ts';
import { probe } from '../harness/ffprobe.ts';
import { startOwnStack } from '../harness/own-stack.ts';
import { tellMissed } from '../bench/aims.ts';
import type { Metric } from '../bench/results.ts';
import { person, type Person } from '../e2e/people.ts';
import { openLine } from '../harness/line.ts';
import { chance } from './random.ts';
import { CASES, HARM_FROM, HARM_UNTIL, type Ground, type Harmed } from './recording/cases.ts';
import { holesIn, judge, shared, zeroOf, type Judgement } from './recording/judge.ts';
import { LENA, openStage, signIn, type Stage, type StageWish } from './recording/meeting.ts';
import { playFile, readFile } from './recording/read-file.ts';
import { savedLag } from './recording/rec-sign.ts';
import { unheard } from './recording/tones.ts';

const KILLS = 10;
const KEPT = 'test-results/fault';
/** A run is named, so that it can be had again by itself: `take-over-3` with the same seed. */
const RUN = /^(.+?)(?:-(\d+))?$/;

/** Two readers may end a file a picture apart, ms. */
const PROBED_APART = 100;

interface Found extends Judgement {
  /** Seconds whose tone is not in the file though their pictures are. */
  unheardSeconds: number;
  /** Of the Participant's picture, beyond the cut. ms */
  unseenMs: number;
  savedLagSeconds: number;
}

/**
 * `npm run fault -- recording`: a meeting of three in real browsers, recorded for a minute, with the recording browser killed at ten
 * moments, the runtime killed, the network cut, the recording computer asleep. `recording=3` kills three times;
 * `recording=take-over-2` is that run alone.
 */
export async function runRecordingFault(seed: number, size?: string): Promise<{ metrics: Metric[]; failed: boolean }> {
  await buildSite();
  const ports = { app: 9_937, mailbox: 9_938, realtime: 29_938 };
  const stack = await startOwnStack({ ports });
  const line = await openLine(ports.app);
  const viewer = await person();
  const found: (Found | null)[] = [];
  try {
    for (const name of runsOf(size)) found.push(await runOne({ stack, line }, viewer, name, seed));
  } finally {
    await viewer.browser.close();
    await line.stop();
    await stack.stop();
  }
  return verdictOf(found);
}

/** Half of the kills are taken over by another, half recovered by the same browser. */
function runsOf(size: string | undefined): string[] {
  if (size !== undefined && !/^\d+$/.test(size)) return size.split(',');
  const kills = Array.from({ length: size === undefined ? KILLS : Number(size) }, (_, number) => number + 1);
  return [
    ...kills.map((number) => `${number % 2 === 1 ? 'take-over' : 'come-back'}-${number}`),
    'worker',
    'network',
    'network-two',
    'sleep',
  ];
}

async function runOne(ground: Omit<Ground, 'open'>, viewer: Person, name: string, seed: number): Promise<Found | null> {
  const make = CASES[RUN.exec(name)?.[1] ?? ''];
  if (!make) throw new Error(`No run called ${name}; there are ${Object.keys(CASES).join(', ')}.`);
  const harmAfter = HARM_FROM + chance(seed, name) * (HARM_UNTIL - HARM_FROM);
  const stages: Stage[] = [];
  const open = async (wish: StageWish) => {
    const stage = await openStage(wish);
    stages.push(stage);
    return stage;
  };
  const say = (what: string) => console.log(`  ${name}, harmed after ${inSeconds(harmAfter)}: ${what}`);
  try {
    const harmed = await make({ ...ground, open }, harmAfter);
    const savedLagSeconds = await savedLag(harmed.stage.lena.page);
    const one = { ...(await inspect(viewer, name, harmed)), savedLagSeconds };
    say(describe(one));
    return one;
  } catch (error) {
    say(`unplayable, ${String(error)}`);
    return null;
  } finally {
    for (const stage of stages) await stage.leave();
  }
}

async function inspect(
  viewer: Person,
  name: string,
  { stage, cut, end }: Harmed,
): Promise<Omit<Found, 'savedLagSeconds'>> {
  const { endedAt, view } = end;
  const { page } = viewer;
  const url = `/api/recordings/${view.id}/file`;
  await signIn(viewer, stage.meeting.client);
  await page.goto('/');
  const { bytes, shown, heard, durationMs } = await readFile(page, url, endedAt);
  const kept = keep(name, bytes, { shown, heard, cut, endedAt, view });
  const { seconds: probedSeconds, packets } = await probe(kept);
  if (!packets['h264'] || !packets['aac'] || Math.abs(probedSeconds * 1000 - durationMs) > PROBED_APART)
    throw new Error(`ffprobe found ${JSON.stringify(packets)} in ${probedSeconds} s, and not ${durationMs} ms.`);
  const judged = judge({ shown, gaps: view.gaps, zeroAt: Date.parse(view.zeroAt), cut, endedAt });
  const joints = view.gaps.flatMap(({ fromMs, toMs }) => [fromMs - 400, toMs]);
  const moments = [durationMs / 2, ...joints, 0, durationMs - 1_500].map((ms) => Math.max(0, ms / 1000));
  await playFile(page, url, moments);
  const zero = zeroOf(shown, judged.holes);
  const hers = holesIn(shown, LENA);
  const began = shown.find(({ clocks }) => clocks[LENA] !== undefined)?.clocks[LENA] ?? Infinity;
  const isShown = (second: number) =>
    second * 1000 > began + 1_000 &&
    second * 1000 < endedAt - 1_500 &&
    ![...judged.holes, ...hers].some(({ from, to }) => second * 1000 > from - 400 && second * 1000 < to + 400);
  const seconds = Array.from({ length: Math.ceil(durationMs / 1000) }, (_, index) => Math.floor(zero / 1000) + index);
  const placeOf = (at: number) => at - zero;
  const missed = unheard(seconds.filter(isShown), heard, placeOf);
  const unseen = hers.map((hole) => hole.to - hole.from - shared(hole, cut));
  return {
    ...judged,
    unheardSeconds: missed.length,
    unseenMs: Math.max(0, ...unseen),
  };
}

/** What was found lies there until the next time, to be looked at. Returns where the mp4 is. */
function keep(name: string, bytes: Uint8Array, facts: object): string {
  const file = join(KEPT, `${name}.mp4`);
  mkdirSync(KEPT, { recursive: true });
  writeFileSync(file, bytes);
  writeFileSync(join(KEPT, `${name}.json`), JSON.stringify(facts));
  return file;
}

const inSeconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;

const describe = (one: Found) =>
  [
    `playable; ${inSeconds(one.lostMs)} lost beyond the cut`,
    `worst hole ${inSeconds(one.holeMs)}`,
    `gap map off by ${inSeconds(one.gapErrorMs)}`,
    `beginning off by ${inSeconds(one.zeroErrorMs)}`,
    `Participant unseen for ${inSeconds(one.unseenMs)} beyond the cut`,
    `${one.unheardSeconds} seconds unheard`,
    `'saved up to' ${one.savedLagSeconds} s behind at most`,
  ].join(', ');

function verdictOf(found: (Found | null)[]): { metrics: Metric[]; failed: boolean } {
  const good = found.filter((one) => one !== null);
  const worst = (of: (one: Found) => number) => Math.max(0, ...good.map(of));
  const unplayable = found.length - good.length;
  const metrics: Metric[] = [
    { name: 'recording.unplayable', value: unplayable, unit: 'count' },
    { name: 'recording.lost_s_max', value: worst(({ lostMs }) => lostMs) / 1000, unit: 's' },
    { name: 'recording.gap_error_s_max', value: worst(({ gapErrorMs }) => gapErrorMs) / 1000, unit: 's' },
    { name: 'recording.unheard_s', value: worst(({ unheardSeconds }) => unheardSeconds), unit: 's' },
    { name: 'recording.unseen_s_max', value: worst(({ unseenMs }) => unseenMs) / 1000, unit: 's' },
    { name: 'recording.hole_s_max', value: worst(({ holeMs }) => holeMs) / 1000, unit: 's' },
    { name: 'recording.zero_error_s_max', value: worst(({ zeroErrorMs }) => zeroErrorMs) / 1000, unit: 's' },
    { name: 'recording.saved_lag_s_max', value: worst(({ savedLagSeconds }) => savedLagSeconds), unit: 's' },
  ];
  return { metrics, failed: tellMissed(metrics) };
}
