import { afterAll, expect, test } from 'vitest';
import { APP, openMeeting, presetBody, startStandin } from '../../test/harness/realtimekit.ts';

const standin = await startStandin();
afterAll(() => standin.stop());
const { call, control } = standin;

async function addParticipant(meeting: string, body: object): Promise<ReturnType<typeof call>> {
  return call('POST', `${APP}/meetings/${meeting}/participants`, {
    custom_participant_id: 'seat-2',
    preset_name: 'everyone',
    ...body,
  });
}

test('a token that is not known is refused with 401, by the gateway in its own envelope', async () => {
  const { status, success, errors } = await call('GET', 'apps', undefined, 'another');
  expect({ status, success, errors }).toMatchObject({ status: 401, success: false, errors: [{ code: 1000 }] });
});

test('a token that may only read is refused what changes something', async () => {
  await control('rights?may=read');
  const [read, written] = [await call('GET', `${APP}/meetings`), await call('POST', `${APP}/meetings`, {})];
  await control('rights?may=edit');
  expect([read.status, written.status]).toEqual([200, 403]);
});

test('an app that does not exist is not found', async () => {
  expect((await call('GET', '22222222-2222-4222-8222-222222222222/presets')).status).toBe(404);
});

test('the apps of the account are listed, and one is made by its name', async () => {
  expect((await call('POST', 'apps', { name: 'Another' })).data).toMatchObject({ app: { name: 'Another' } });
  expect((await call('GET', 'apps')).data).toMatchObject([{ id: APP }, { name: 'Another' }]);
});

test('a preset needs all its design tokens, and refuses a field nobody documents', async () => {
  const { ui: _, ...bare } = presetBody('bare');
  expect((await call('POST', `${APP}/presets`, bare)).status).toBe(400);
  const refused = await call('POST', `${APP}/presets`, { ...presetBody('odd'), colour: 'red' });
  expect(refused.error?.message).toContain('colour');
});

test('a preset is changed in the fields that are given, and its name is not given twice', async () => {
  const { data } = await call('POST', `${APP}/presets`, presetBody('changing'));
  const changed = await call('PATCH', `${APP}/presets/${String(data['id'])}`, { permissions: { can_record: true } });
  expect(changed.data).toMatchObject({ permissions: { can_record: true, kick_participant: true } });
  expect((await call('POST', `${APP}/presets`, presetBody('changing'))).status).toBe(409);
  expect((await call('DELETE', `${APP}/presets/${String(data['id'])}`)).status).toBe(200);
});

test('a meeting is active until it is told otherwise', async () => {
  const { data } = await call('POST', `${APP}/meetings`, { title: 'Interview', persist_chat: false });
  expect(data).toMatchObject({ title: 'Interview', status: 'ACTIVE' });
  const path = `${APP}/meetings/${String(data['id'])}`;
  expect((await call('PATCH', path, { status: 'INACTIVE' })).data).toMatchObject({ status: 'INACTIVE' });
  expect((await call('PATCH', path, { state: 'INACTIVE' })).status).toBe(400);
});

test('a participant without a name, with a null picture or an unknown preset is refused', async () => {
  const { meeting } = await openMeeting(standin);
  expect((await addParticipant(meeting, {})).status).toBe(400);
  expect((await addParticipant(meeting, { name: 'Ben', picture: null })).status).toBe(400);
  expect((await addParticipant(meeting, { name: 'Ben', preset_name: 'nobody' })).status).toBe(404);
  expect((await addParticipant(meeting, { name: 'Ben', email: 'ben@example.com' })).status).toBe(400);
  expect((await addParticipant(meeting, { name: 'Ben' })).status).toBe(201);
});

test('a token names the meeting and the participant, and can be had anew', async () => {
  const { meeting, participant, token } = await openMeeting(standin);
  const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
  expect(claims).toMatchObject({ meetingId: meeting, participantId: participant });
  const renewed = await call('POST', `${APP}/meetings/${meeting}/participants/${participant}/token`);
  expect(renewed).toMatchObject({ status: 200, data: { token: expect.any(String) } });
});

test('a deleted participant is not found any more', async () => {
  const { meeting, participant } = await openMeeting(standin);
  const path = `${APP}/meetings/${meeting}/participants/${participant}`;
  expect((await call('DELETE', path)).data).toMatchObject({ custom_participant_id: 'seat-1' });
  expect((await call('GET', path)).status).toBe(404);
  expect((await call('POST', `${path}/token`)).status).toBe(404);
});

test('an active session is there while somebody is, and kicking them ends nothing for the others', async () => {
  const { meeting, participant } = await openMeeting(standin);
  const session = `${APP}/meetings/${meeting}/active-session`;
  expect((await call('GET', session)).status).toBe(404);
  await control(`join?participant=${participant}`);
  const other = await addParticipant(meeting, { name: 'Ben' });
  await control(`join?participant=${String(other.data['id'])}`);
  expect((await call('GET', session)).data).toMatchObject({ associated_id: meeting, live_participants: 2 });
  const kicked = await call('POST', `${session}/kick`, { custom_participant_ids: ['seat-1'] });
  expect(kicked).toMatchObject({ status: 200, data: { participants: [{ id: participant }] } });
  expect((await call('GET', session)).data).toMatchObject({ live_participants: 1 });
  expect((await call('POST', `${session}/kick-all`)).data).toMatchObject({ kicked_participants_count: 1 });
  expect((await call('GET', session)).status).toBe(404);
});

test('a fault on demand is answered as often as it was asked for', async () => {
  await control('fault?path=/meetings&method=GET&status=429&retry_after=2&times=1');
  const refused = await fetch(`${standin.url}/accounts/x/realtime/kit/${APP}/meetings`);
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '2']);
  expect((await call('GET', `${APP}/meetings`)).status).toBe(200);
});

test('an answer that gets lost leaves its call done', async () => {
  const count = async (): Promise<number> =>
    Number((await call('GET', `${APP}/meetings?per_page=1`)).paging?.total_count);
  const before = await count();
  await control('fault?path=/meetings&method=POST&cut=1');
  await expect(call('POST', `${APP}/meetings`, {})).rejects.toThrow('fetch failed');
  expect(await count()).toBe(before + 1);
});
