import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { test } from './fixtures.ts';
import { openMeeting } from './meeting.ts';

/** A fragment's address: recording, segment, number, and what else is said of it. */
const FRAGMENT = /\/api\/j\/[^/]+\/recordings\/[^/]+\/(\d+)\/(\d+)(?:\?.*)?$/;

test('after a reload in the call what was left in the browser lands, and the recording goes on in a new segment', async ({
  person,
}) => {
  const meeting = await openMeeting();
  const [researcher, participant] = await Promise.all([person(), person()]);
  const { page, context } = researcher;
  const landed = new Set<string>();
  page.on('response', (response) => {
    const [, segment, number] = FRAGMENT.exec(new URL(response.url()).pathname) ?? [];
    if (segment && response.request().method() === 'PUT' && response.ok()) landed.add(`${segment}/${number}`);
  });
  const landedOf = (segment: number) => [...landed].filter((key) => key.startsWith(`${segment}/`)).length;
  await meeting.comeInAsResearcher(researcher);
  await meeting.comeInAsParticipant(participant);
  await expect.poll(() => landedOf(0), { timeout: 90_000 }).toBeGreaterThan(2);

  await context.route(FRAGMENT, (route) => route.abort());
  await expect.poll(() => spooled(page, 0), { timeout: 90_000 }).toContain(landedOf(0) + 1);
  const left = await spooled(page, 0);
  await page.reload();
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await page.getByRole('button', { name: 'Leave' }).waitFor();
  await expect(page.getByText(/^\d+ seconds? (is|are) being recovered$/).first()).toBeAttached();
  // Until now nothing came through: what is said next takes the place of this.
  await context.unroute(FRAGMENT);
  await expect(page.getByText(/^\d+ seconds? (was|were) recovered$/).first()).toBeAttached({ timeout: 90_000 });

  await expect.poll(() => left.filter((number) => !landed.has(`0/${number}`)), { timeout: 90_000 }).toEqual([]);
  await expect.poll(() => spooled(page, 0), { timeout: 60_000 }).toEqual([]);
  await expect.poll(() => landedOf(1), { timeout: 90_000 }).toBeGreaterThan(2);
  await expect(page.getByText(/REC/).first()).toBeVisible();
});

/** Numbers of a segment's fragments that wait in this browser. */
function spooled(page: Page, segment: number): Promise<number[]> {
  return page.evaluate(async (wanted) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('fieldroom-recorder');
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(new Error(opening.error?.message));
    });
    const keys = await new Promise<IDBValidKey[]>((resolve, reject) => {
      const asking = database.transaction('fragments').objectStore('fragments').getAllKeys();
      asking.onsuccess = () => resolve(asking.result);
      asking.onerror = () => reject(new Error(asking.error?.message));
    });
    database.close();
    return (keys as [string, string, number, number][]).flatMap(([, , of, number]) => (of === wanted ? [number] : []));
  }, segment);
}
