import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { detailsOf, mintPlanned, refusalOf } from '../../test/edge/planned-world.ts';
import type { Planned } from '../../test/edge/planned-world.ts';
import { mintCtx, send } from '../../test/world.ts';
import type { SessionDetails } from '../../wire/http.ts';
import type { SessionStatus } from '../../wire/words.ts';
import { sessions } from '../db/schema.ts';
import { markComplete, reopenSession } from './review.ts';

const become = ({ session }: Planned, status: SessionStatus) =>
  mintCtx().db.update(sessions).set({ status }).where(eq(sessions.id, session.id));
const complete = ({ researcher, session }: Planned, now?: number) =>
  refusalOf(markComplete(mintCtx(now), researcher, session.id));
const reopen = ({ researcher, session }: Planned) =>
  refusalOf(reopenSession(mintCtx(), researcher, session.id, 'Wrong one'));

test("'Mark as complete' turns a Session that needs review, and a no-show, into a Completed one, with who and when", async () => {
  for (const status of ['needs_review', 'no_show'] as const) {
    const planned = await mintPlanned();
    await become(planned, status);
    const { session, cookie, researcher } = planned;
    const answer = await send('POST', `/api/sessions/${session.id}/complete`, { cookie });
    expect(answer.status).toBe(200);
    const details = (await answer.json()) as SessionDetails;
    expect(details).toMatchObject({ status: 'completed', completedAt: expect.any(String) });
    const marked = { kind: 'completed', by: researcher.name, at: details.completedAt, detail: { from: status } };
    expect(details.timeline.at(-1)).toMatchObject(marked);
  }
});

test('a scheduled Session can be marked from its end on, not a moment before', async () => {
  const planned = await mintPlanned();
  const end = Date.parse(planned.session.endsAt);
  expect(await complete(planned, end - 1)).toMatchObject({
    code: 'not_reviewable',
    detail: { status: 'scheduled', endsAt: planned.session.endsAt },
  });
  expect(await complete(planned, end)).toBeNull();
  expect(await complete(planned, end)).toMatchObject({ code: 'not_reviewable', detail: { status: 'completed' } });
});

test("'Reopen' turns Completed and No-show back to Needs review with a reason, and nothing else", async () => {
  for (const status of ['completed', 'no_show'] as const) {
    const planned = await mintPlanned();
    await become(planned, status);
    const { session, cookie, researcher } = planned;
    const body = { reason: 'The recording <b>stopped</b> early' };
    const answer = await send('POST', `/api/sessions/${session.id}/reopen`, { cookie, body });
    const details = (await answer.json()) as SessionDetails;
    expect(details).toMatchObject({ status: 'needs_review', completedAt: null });
    expect(details.timeline.at(-1)).toMatchObject({
      kind: 'reopened',
      by: researcher.name,
      detail: { from: status, ...body },
    });
  }
  for (const status of ['scheduled', 'needs_review', 'cancelled'] as const) {
    const planned = await mintPlanned();
    await become(planned, status);
    expect(await reopen(planned)).toMatchObject({ code: 'not_reopenable', detail: { status } });
  }
});

test('two who mark or reopen at once do it once', async () => {
  const planned = await mintPlanned();
  await become(planned, 'needs_review');
  const codes = async (work: Promise<{ code: string } | null>[]) =>
    (await Promise.all(work)).map((refused) => refused?.code ?? 'done').toSorted();
  expect(await codes([complete(planned), complete(planned)])).toEqual(['done', 'not_reviewable']);
  expect(await codes([reopen(planned), reopen(planned)])).toEqual(['done', 'not_reopenable']);
  const { timeline } = await detailsOf(planned);
  expect(timeline.map(({ kind }) => kind)).toEqual(['session_scheduled', 'completed', 'reopened']);
});
