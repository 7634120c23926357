import { setTimeout as sleep } from 'node:timers/promises';
import type { SessionDetails } from '../../wire/http.ts';
import { MINUTE } from '../../wire/limits.ts';
import type { Meeting } from '../e2e/meeting.ts';
import { openMeeting } from '../e2e/meeting.ts';
import { person } from '../e2e/people.ts';
import { buildHarness } from '../e2e/recorder/build.ts';
import { openReceiver } from '../e2e/recorder/server.ts';
import { giveBrowserOwnComputer } from '../harness/own-computer.ts';
import { flashInsteadOfCamera } from './avsync/flashing.ts';
import type { Metric } from './results.ts';
import { median } from './results.ts';
import type { Stage } from './stage.ts';
import { openStage } from './stage.ts';

const MINUTES = 10;
/** The Participant is the first of two tiles: well inside it, of a picture of 64x36. */
const FLASH_AT = { x: 8, y: 13, width: 16, height: 10 };
/** An encoder starts slowly on a busy machine, ms. */
const RECORDER_STARTS = 10_000;
/** This share of the flashes must be found again, each with its beep, or nothing was measured. */
const FOUND_MIN = 0.95;
/** A minute is told as one line. */
const FLASHES_A_LINE = 60;

/**
 * A Participant flashes and beeps once a second, `-- avsync` for 10 minutes, `-- avsync=1` for one; the Researcher's browser records
 * it, through everything that is between them. Picture minus sound in the finished mp4.
 */
export async function measure(minutes?: string): Promise<Metric[]> {
  const length = (Number(minutes) || MINUTES) * MINUTE;
  const stage = await openStage(9_947);
  try {
    const meeting = await openMeeting();
    await hold(meeting, stage, length);
    const offsets = await measureOffsets(stage, await fileOf(meeting));
    const expected = (length - RECORDER_STARTS) / 1_000;
    if (offsets.length < expected * FOUND_MIN) throw new Error(`Only ${offsets.length} flashes with their beeps.`);
    for (let from = 0; from < offsets.length; from += FLASHES_A_LINE) {
      console.log(`  ${tell(offsets.slice(from, from + FLASHES_A_LINE))}`);
    }
    return [
      { name: 'avsync.median_ms', value: median(offsets), unit: 'ms' },
      { name: 'avsync.worst_ms', value: Math.max(...offsets.map(Math.abs)), unit: 'ms' },
    ];
  } finally {
    await stage.close();
  }
}

const tell = (offsets: number[]) =>
  `picture minus sound ${Math.min(...offsets)} to ${Math.max(...offsets)} ms, median ${median(offsets)}`;

async function hold(meeting: Meeting, { people }: Stage, length: number): Promise<void> {
  const researcher = await person();
  const participant = await person({ flags: ['--autoplay-policy=no-user-gesture-required'] });
  people.push(researcher, participant);
  for (const { browser } of [researcher, participant]) await giveBrowserOwnComputer(browser);
  await participant.context.addInitScript(flashInsteadOfCamera);
  await meeting.comeInAsResearcher(researcher);
  await researcher.page.getByRole('button', { name: 'Turn microphone off' }).click();
  await meeting.comeInAsParticipant(participant);
  await sleep(length);
  await researcher.page.getByRole('button', { name: 'Leave' }).click();
  await researcher.page.getByRole('button', { name: 'End meeting for all' }).click();
  await researcher.page.getByRole('dialog').getByRole('button', { name: 'End meeting for all' }).click();
}

async function fileOf({ client, session }: Meeting): Promise<Buffer> {
  for (;;) {
    const { recording } = await client.call<SessionDetails>('GET', `/api/sessions/${session.id}`);
    if (recording?.status === 'failed') throw new Error('The recording failed.');
    if (recording?.status === 'ready') {
      const file = await client.send('GET', `/api/recordings/${recording.id}/file`, undefined, '');
      return Buffer.from(await file.arrayBuffer());
    }
    await sleep(250);
  }
}

/** Read in Chromium, which has the decoders. */
async function measureOffsets({ people }: Stage, file: Buffer): Promise<number[]> {
  const harness = await buildHarness();
  const receiver = await openReceiver(harness.folder);
  receiver.segments.set('file', new Map([[0, file]]));
  const reader = await person();
  people.push(reader);
  try {
    await reader.page.goto(receiver.origin);
    return await reader.page.evaluate((at) => window.harness.measureSync('/whole/file', at), FLASH_AT);
  } finally {
    await receiver.close();
    await harness.remove();
  }
}
