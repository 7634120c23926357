import { expect, test } from 'vitest';
import { mintResearcher, mintSession, mintStudy, refusal, send } from '../../test/world.ts';
import type { Study, StudyRow } from '../../wire/http.ts';
import { DAY, HOUR } from '../../wire/limits.ts';

const UNKNOWN = '/api/studies/nosuchstudy';

async function create(cookie: string, body: unknown): Promise<Study> {
  const response = await send('POST', '/api/studies', { cookie, body });
  expect(response.status).toBe(201);
  return response.json();
}
const patch = (cookie: string, id: string, body: unknown) => send('PATCH', `/api/studies/${id}`, { cookie, body });

test('a new Study is a Draft with a consent text and the defaults', async () => {
  const { cookie } = await mintResearcher();
  const study = await create(cookie, { title: '  Checkout  ' });
  expect(study).toMatchObject({
    title: 'Checkout',
    state: 'draft',
    lengthMinutes: 45,
    guestPolicy: 'talk',
    recordingPolicy: 'automatic',
    sharesScreen: false,
    consent: { version: 1, text: expect.stringContaining('I agree') },
  });
  expect(await (await send('GET', `/api/studies/${study.id}`, { cookie })).json()).toEqual(study);
});

test('titles keep emoji, right-to-left text and markup as they are', async () => {
  const { cookie } = await mintResearcher();
  const titles = ['👩‍👩‍👧‍👦 research', 'מחקר משתמשים', '<img src=x onerror=alert(1)>', "Robert'); drop table studies;--"];
  for (const title of titles) expect((await create(cookie, { title })).title).toBe(title);
  const rows = (await (await send('GET', '/api/studies', { cookie })).json()) as StudyRow[];
  expect(rows.map(({ title }) => title).sort()).toEqual([...titles].sort());
});

test('the list counts what is ongoing and completed and knows the next start', async () => {
  const signed = await mintResearcher();
  const study = await mintStudy(signed);
  const startsAt = Date.now() + 2 * DAY;
  await mintSession(signed, study, { startsAt: startsAt + DAY });
  await mintSession(signed, study, { startsAt });
  const rows = (await (await send('GET', '/api/studies', { cookie: signed.cookie })).json()) as StudyRow[];
  expect(rows).toEqual([
    {
      id: study.id,
      title: study.title,
      state: 'live',
      lengthMinutes: 45,
      ongoing: 2,
      completed: 0,
      nextStartsAt: new Date(startsAt).toISOString(),
    },
  ]);
});

test('separate tracks are off until wanted, and then what Participants agree to is a new version', async () => {
  const { cookie } = await mintResearcher();
  const study = await create(cookie, { title: 'Voices' });
  expect(study).toMatchObject({ separateTracks: 'off', consent: { version: 1 } });
  const wanted = (await (await patch(cookie, study.id, { separateTracks: 'voices' })).json()) as Study;
  expect(wanted).toMatchObject({ separateTracks: 'voices', consent: { version: 2, text: study.consent.text } });
  const again = (await (await patch(cookie, study.id, { separateTracks: 'voices', title: 'New' })).json()) as Study;
  expect(again).toMatchObject({ title: 'New', consent: { version: 2 } });
  const seen = (await (await patch(cookie, study.id, { separateTracks: 'cameras' })).json()) as Study;
  expect(seen).toMatchObject({ separateTracks: 'cameras', consent: { version: 3 } });
  expect(await refusal(await patch(cookie, study.id, { separateTracks: 'hands' }))).toBe('400 bad_input');
});

test('only a changed consent text is a new version of it', async () => {
  const { cookie } = await mintResearcher();
  const { id, consent } = await create(cookie, { title: 'Consent' });
  const same = (await (await patch(cookie, id, { consent: consent.text, title: 'New' })).json()) as Study;
  expect(same).toMatchObject({ title: 'New', consent: { version: 1 } });
  const changed = (await (await patch(cookie, id, { consent: 'Other words.' })).json()) as Study;
  expect(changed.consent).toEqual({ version: 2, text: 'Other words.' });
});

test('a Study opens, closes and opens again, but a Draft has nothing to close', async () => {
  const { cookie } = await mintResearcher();
  const { id } = await create(cookie, { title: 'States' });
  expect(await refusal(await patch(cookie, id, { state: 'closed' }))).toBe('409 conflict');
  for (const state of ['live', 'live', 'closed', 'closed', 'live']) {
    expect((await (await patch(cookie, id, { state })).json<Study>()).state).toBe(state);
  }
  expect(await refusal(await patch(cookie, id, { state: 'draft' }))).toBe('400 bad_input');
});

test('a Study with Sessions still scheduled cannot be closed', async () => {
  const signed = await mintResearcher();
  const study = await mintStudy(signed);
  await mintSession(signed, study, { startsAt: Date.now() + 5 * HOUR });
  const refused = await patch(signed.cookie, study.id, { state: 'closed', title: 'Not changed either' });
  expect(await refusal(refused)).toBe('409 study_has_sessions');
  const after = await send('GET', `/api/studies/${study.id}`, { cookie: signed.cookie });
  expect(await after.json()).toEqual(study);
});

test('an empty change changes nothing', async () => {
  const { cookie } = await mintResearcher();
  const study = await create(cookie, { title: 'Same' });
  expect(await (await patch(cookie, study.id, {})).json()).toEqual(study);
});

test('bad Study input is refused with the field', async () => {
  const { cookie } = await mintResearcher();
  const { id } = await create(cookie, { title: 'Bad input' });
  const bad: [unknown, string][] = [
    [{}, 'title'],
    [{ title: '' }, 'title'],
    [{ title: '   ' }, 'title'],
    [{ title: 'x'.repeat(300) }, 'title'],
    [{ title: 'two\nlines' }, 'title'],
    [{ title: 5 }, 'title'],
    [{ title: 'x', lengthMinutes: 4 }, 'lengthMinutes'],
    [{ title: 'x', lengthMinutes: 45.5 }, 'lengthMinutes'],
    [{ title: 'x', lengthMinutes: '45' }, 'lengthMinutes'],
    [{ title: 'x', guestPolicy: 'dance' }, 'guestPolicy'],
    [{ title: 'x', about: 'y'.repeat(4001) }, 'about'],
    [{ title: 'x', state: 'live' }, 'state'],
  ];
  for (const [body, field] of bad) {
    const response = await send('POST', '/api/studies', { cookie, body });
    const { error } = (await response.json()) as { error: { code: string; detail: { fields: { field: string }[] } } };
    expect([response.status, error.code, error.detail.fields[0]?.field]).toEqual([400, 'bad_input', field]);
  }
  expect(await refusal(await patch(cookie, id, { consent: '' }))).toBe('400 bad_input');
  expect(await refusal(await patch(cookie, id, [1, 2]))).toBe('400 bad_input');
});

test('a body of 10 MB is refused before it is read', async () => {
  const { cookie } = await mintResearcher();
  const body = { title: 'x'.repeat(10_000_000) };
  expect(await refusal(await send('POST', '/api/studies', { cookie, body }))).toBe('413 body_too_large');
});

test('another workspace finds nothing here, and nobody signed out finds anything', async () => {
  const owner = await mintResearcher();
  const study = await mintStudy(owner);
  const stranger = await mintResearcher();
  const paths = [`/api/studies/${study.id}`, `/api/studies/${study.id}/sessions?tab=ongoing`, UNKNOWN];
  for (const path of paths) {
    expect(await refusal(await send('GET', path, { cookie: stranger.cookie }))).toBe('404 not_found');
    expect(await refusal(await send('GET', path))).toBe('401 not_signed_in');
    expect(await refusal(await send('GET', path, { cookie: '__Host-fieldroom=made-up' }))).toBe('401 not_signed_in');
  }
  expect(await refusal(await patch(stranger.cookie, study.id, { title: 'Mine' }))).toBe('404 not_found');
  expect(await refusal(await patch(stranger.cookie, study.id, { state: 'closed' }))).toBe('404 not_found');
  expect(await (await send('GET', '/api/studies', { cookie: stranger.cookie })).json()).toEqual([]);
  expect(await (await send('GET', `/api/studies/${study.id}`, { cookie: owner.cookie })).json()).toEqual(study);
});
