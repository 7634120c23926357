import { setTimeout as sleep } from 'node:timers/promises';
import type { Stack } from '../../../dev/stack/stack.ts';
import { cutMedia } from '../../e2e/people.ts';
import type { Line } from '../../harness/line.ts';
import type { Chosen } from './cast.ts';
import type { Stretch } from './judge.ts';
import type { Stage, StageWish } from './meeting.ts';

/** How long the meeting is recorded in all, ms. */
const MEETING = 60_000;
/** The harm is done between these, ms after the recording began. */
export const HARM_FROM = 8_000;
export const HARM_UNTIL = 40_000;
/** What is recorded after the harm at least, ms. */
const AFTER = 12_000;
/** A person needs so long to open a crashed browser again, ms. */
const REOPENS_AFTER = 3_000;
const NETWORK_AWAY = 5_000;
/** A lid closed and opened again. */
const ASLEEP = 5_000;
/** Whoever is to take over has done so by then, or never will. ms */
const CHOSEN_WITHIN = 90_000;

export interface Ground {
  stack: Stack;
  /** Ada's way to the app. */
  line: Line;
  open: (wish: StageWish) => Promise<Stage>;
}

/** What was done to a meeting, and in which stretch nothing could be recorded. */
export interface Harmed {
  stage: Stage;
  at: number;
  cut: Stretch | null;
  end: Awaited<ReturnType<Stage['end']>>;
}

export type Case = (ground: Ground, harmAfter: number) => Promise<Harmed>;

/** The recording browser dies, and a second Researcher takes over. */
export const takeOver: Case = async ({ open }, harmAfter) => {
  const stage = await open({ third: 'researcher' });
  const began = await untilChosen(stage.ada.chosen, 0);
  await sleep(began.at + harmAfter - Date.now());
  const at = await stage.ada.kill();
  const next = await untilChosen(stage.third.chosen, 0);
  await sleep(Math.max(next.at + AFTER, began.at + MEETING) - Date.now());
  return { stage, at, cut: { from: at, to: next.at }, end: await stage.end(stage.third) };
};

/** The recording browser dies, and its owner opens it again. */
export const comeBack: Case = async ({ open }, harmAfter) => {
  const stage = await open({ third: 'guest' });
  const began = await untilChosen(stage.ada.chosen, 0);
  await sleep(began.at + harmAfter - Date.now());
  const at = await stage.ada.kill();
  await sleep(REOPENS_AFTER);
  const again = await stage.comeBack();
  const next = await untilChosen(again.chosen, 0);
  await sleep(Math.max(next.at + AFTER, began.at + MEETING) - Date.now());
  return { stage, at, cut: { from: at, to: next.at }, end: await stage.end(again) };
};

/** Something happens to Ada's recorder, who goes on all along, or again by herself. `harm` resolves with the stretch in which she could not. */
const goesOn =
  (wishOf: (ground: Ground) => StageWish, harm: (ground: Ground, stage: Stage) => Promise<Stretch | null>): Case =>
  async (ground, harmAfter) => {
    const stage = await ground.open(wishOf(ground));
    const began = await untilChosen(stage.ada.chosen, 0);
    await sleep(began.at + harmAfter - Date.now());
    const at = Date.now();
    const cut = await harm(ground, stage);
    await sleep(Math.max(Date.now() + AFTER, began.at + MEETING) - Date.now());
    return { stage, at, cut, end: await stage.end(stage.ada) };
  };

async function stretchOf(away: () => Promise<void>): Promise<Stretch> {
  const from = Date.now();
  await away();
  return { from, to: Date.now() };
}

/** The Worker's runtime dies and is started again on the same state. */
const workerDies = goesOn(
  () => ({ third: 'guest' }),
  async ({ stack }) => {
    process.kill(-(stack.parts.worker.child.pid ?? 0), 'SIGKILL');
    await stack.restartWorker();
    return null;
  },
);

/** Nothing of the recorder's gets through for five seconds, neither to the app nor to the others. */
const networkAway = (third: StageWish['third']): Case =>
  goesOn(
    ({ line }) => ({ third, through: line.port }),
    ({ line }, { ada }) =>
      stretchOf(async () => {
        await cutMedia(ada.page, NETWORK_AWAY);
        line.hold();
        await sleep(NETWORK_AWAY);
        line.release();
      }),
  );

/** The recording computer sleeps, and nobody else can record. */
const sleeps = goesOn(
  () => ({ third: 'guest' }),
  (_, { ada }) => stretchOf(() => ada.sleep(ASLEEP)),
);

export const CASES: Record<string, Case> = {
  'take-over': takeOver,
  'come-back': comeBack,
  worker: workerDies,
  network: networkAway('guest'),
  'network-two': networkAway('researcher'),
  sleep: sleeps,
};

async function untilChosen(chosen: Chosen[], before: number): Promise<Chosen> {
  for (const until = Date.now() + CHOSEN_WITHIN; Date.now() < until;) {
    const next = chosen[before];
    if (next) return next;
    await sleep(50);
  }
  throw new Error('Nobody was asked to record.');
}
