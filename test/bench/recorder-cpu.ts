import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import type { Meeting } from '../e2e/meeting.ts';
import { openMeeting } from '../e2e/meeting.ts';
import { person } from '../e2e/people.ts';
import { giveBrowserOwnComputer, mainProcess } from '../harness/own-computer.ts';
import { treeCpuSeconds } from './cpu.ts';
import type { Metric } from './results.ts';
import { median } from './results.ts';
import type { Stage } from './stage.ts';
import { openStage } from './stage.ts';

/** Layers have settled, and what is loaded lazily is there, ms. */
const ROOM_SETTLES = 15_000;
/** An encoder starts, or a stopped one hands over what is left, ms. */
const RECORDER_SETTLES = 6_000;
const MEASURED_MS = 15_000;
const RUNS = 3;

/**
 * What recording adds to the CPU of a Researcher's browser in a room of three, all with camera and microphone, as a share of
 * one core: in turns with and without, all its processes, everything in software. Median of three differences.
 * `=camera`: what their own camera and voice as a separate track adds to the Participant's.
 */
export async function measure(what?: string): Promise<Metric[]> {
  const ofTrack = what === 'camera';
  const stage = await openStage(9_967);
  try {
    const { researcher, participant } = await gather(stage, ofTrack);
    const { page } = researcher;
    const recording = ofTrack ? participant : researcher;
    const root = await mainProcess(recording.browser);
    await giveBrowserOwnComputer(recording.browser);
    await sleep(ROOM_SETTLES);
    const added: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      await sleep(RECORDER_SETTLES);
      const without = await shareOfCore(root);
      await startOrResume(page, run === 0);
      await sleep(RECORDER_SETTLES);
      const withIt = await shareOfCore(root);
      console.log(
        `  run ${run + 1}: the whole browser ${without.toFixed(1)} % of a core, recording ${withIt.toFixed(1)} %`,
      );
      added.push(withIt - without);
      await inMenu(page, 'Pause recording');
    }
    console.log(`  pictures a second: ${(await paces(recording.page)).map((pace) => pace.toFixed(1)).join(', ')}`);
    return [{ name: ofTrack ? 'track.cpu_percent' : 'recorder.cpu_percent', value: median(added), unit: 'percent' }];
  } finally {
    await stage.close();
  }
}

async function gather({ people }: Stage, tracks: boolean) {
  const separateTracks = tracks ? 'cameras' : 'off';
  const meeting: Meeting = await openMeeting({ recordingPolicy: 'by_hand', separateTracks });
  const [researcher, participant, guest] = [await person(), await person(), await person()];
  people.push(researcher, participant, guest);
  await meeting.comeInAsResearcher(researcher);
  await meeting.comeInAsParticipant(participant);
  await guest.page.goto(meeting.guestLink);
  await guest.page.getByLabel('Your name').fill('Grace Guest');
  await guest.page.getByRole('button', { name: 'Join', exact: true }).click();
  await guest.page.getByRole('button', { name: 'Turn camera on' }).click();
  await guest.page.getByRole('button', { name: 'Turn microphone on' }).click();
  await researcher.page.locator('video').nth(2).waitFor();
  return { researcher, participant };
}

async function startOrResume(page: Page, isFirst: boolean): Promise<void> {
  if (!isFirst) return inMenu(page, 'Resume recording');
  await page.getByRole('button', { name: 'Start recording' }).click();
}

async function inMenu(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'Recording', exact: true }).click();
  await page.getByRole('button', { name: item }).click();
}

async function shareOfCore(root: number): Promise<number> {
  const [before, began] = [treeCpuSeconds(root), performance.now()];
  await sleep(MEASURED_MS);
  return ((treeCpuSeconds(root) - before) / ((performance.now() - began) / 1_000)) * 100;
}

const paces = (page: Page): Promise<number[]> =>
  page.evaluate(() =>
    performance
      .getEntriesByName('fieldroom:recorder-pace')
      .map((entry) => (entry instanceof PerformanceMark ? Number(entry.detail) : 0)),
  );
