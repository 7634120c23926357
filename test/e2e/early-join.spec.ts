import { expect } from '@playwright/test';
import { test } from './fixtures.ts';
import { openMeeting } from './meeting.ts';
import { decoded } from './people.ts';

/** By then the Room has welcomed whoever pressed 'Join', and knows no transport of theirs. ms */
const LATE = 300;

test('who joins before their transport is ready is seen over that very transport', async ({ person }) => {
  const meeting = await openMeeting({ recordingPolicy: 'off' });
  const [participant, researcher] = await Promise.all([person(), person()]);
  await meeting.comeInAsParticipant(participant);
  await researcher.context.addInitScript(makeTransportsLate, LATE);
  await meeting.comeInAsResearcher(researcher);
  await expect.poll(async () => (await decoded(researcher.page)).videos).toBe(1);
  await expect(participant.page.locator('[data-person] video')).toHaveCount(2);
  await expect.poll(async () => (await decoded(participant.page)).videos).toBe(1);
  // Not healed by another one, seconds later.
  expect(await researcher.page.evaluate(() => window.peers.length)).toBe(1);
});

/** In the page: no transport describes itself before so long, ms, after 'Join' was pressed. */
function makeTransportsLate(ms: number): void {
  const joined = new Promise<void>((resolve) => {
    addEventListener('submit', () => setTimeout(resolve, ms), { capture: true, once: true });
  });
  const Real = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Real {
    override async setLocalDescription(description?: RTCLocalSessionDescriptionInit): Promise<void> {
      await joined;
      await super.setLocalDescription(description);
    }
  };
}
