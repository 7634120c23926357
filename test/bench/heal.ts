import { setTimeout as sleep } from 'node:timers/promises';
import { buildSite } from '../../dev/stack/build.ts';
import { startOwnStack } from '../harness/own-stack.ts';
import { openMeeting } from '../e2e/meeting.ts';
import type { Person } from '../e2e/people.ts';
import { cutMedia, person } from '../e2e/people.ts';
import { openLine } from '../harness/line.ts';
import { flowsFrom } from './heal/flow.ts';
import { watchHealing } from './heal/watch.ts';
import type { Metric } from './results.ts';
import { median } from './results.ts';

const RUNS = 5;
/** Whatever has not healed by then counts as this much, ms. */
const GIVEN_UP = 20_000;
/** How long we go on looking after something has happened: what heals may break again. ms */
const LOOK_FOR = 8_000;
/** Between two runs: a transport that was just replaced is replaced less readily (media/sfu-client.ts). ms */
const CALM = 16_000;
const CUT_FOR = 3_000;

/**
 * Two people meet; something is taken from one of them. Until when the frames of both flow again for both, and a raised hand
 * reaches the other. Medians of five, measured in the pages.
 */
export async function measure(): Promise<Metric[]> {
  await buildSite();
  const ports = { app: 9_937, mailbox: 9_938, realtime: 29_938 };
  const stack = await startOwnStack({ ports });
  const line = await openLine(Number(new URL(stack.origin).port));
  const [victim, other] = [await person({ through: line.port }), await person()];
  try {
    for (const { context } of [victim, other]) await context.addInitScript(watchHealing);
    const meeting = await openMeeting({ recordingPolicy: 'off' });
    await meeting.comeInAsResearcher(other);
    await meeting.comeInAsParticipant(victim);
    await other.page.locator('video').nth(1).waitFor();
    await sleep(CALM);

    const socket = await runs('socket', victim, other, async () => {
      line.drop();
      return Date.now();
    });
    const network = await runs('network', victim, other, async () => {
      await cutMedia(victim.page, CUT_FOR);
      line.hold();
      await sleep(CUT_FOR);
      line.release();
      return Date.now();
    });
    const realtime = await runs('realtime', victim, other, async () => {
      await stack.restartRealtime();
      return Date.now();
    });
    return [
      { name: 'heal.socket_ms', value: median(socket), unit: 'ms' },
      { name: 'heal.network_ms', value: median(network), unit: 'ms' },
      { name: 'heal.realtime_ms', value: median(realtime), unit: 'ms' },
    ];
  } finally {
    await Promise.all([victim, other].map(({ browser }) => browser.close()));
    await line.stop();
    await stack.stop();
  }
}

/** `harm` resolves with the moment from which on healing is possible. */
async function runs(name: string, victim: Person, other: Person, harm: () => Promise<number>): Promise<number[]> {
  const times: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const seen = other.page.evaluate(() => window.healBench.hand());
    const from = await harm();
    await victim.page.keyboard.press('h');
    await sleep(LOOK_FOR);
    const hand = await Promise.race([seen, sleep(GIVEN_UP - LOOK_FOR, null)]);
    const [mine, theirs] = await Promise.all([victim, other].map(({ page }) => healedAt(page, from)));
    const after = [hand, mine, theirs].map((at) => (at ? Math.max(0, at - from) : GIVEN_UP));
    console.log(
      `  ${name} ${run + 1}: hand ${after[0]} ms, frames to the one ${after[1]} ms, to the other ${after[2]} ms`,
    );
    times.push(Math.max(...after));
    if (run < RUNS - 1) await sleep(CALM);
  }
  return times;
}

async function healedAt(page: Person['page'], from: number): Promise<number | null> {
  return flowsFrom(await page.evaluate(() => window.healBench.frames), from, from + LOOK_FOR);
}
