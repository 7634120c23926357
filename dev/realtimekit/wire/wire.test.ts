import { afterAll, expect, test } from 'vitest';
import { connectWire, getWire } from '../../../test/harness/kit-client.ts';
import type { WireClient } from '../../../test/harness/kit-client.ts';
import { APP, openMeeting, presetBody, startStandin } from '../../../test/harness/realtimekit.ts';
import { MEDIA, PLUGIN_STORE_GET, ROOM } from './events.ts';
import * as media from './media-messages.ts';
import { encode } from './proto.ts';
import * as room from './room-messages.ts';

const standin = await startStandin({ lostAfter: 50, deletedAfter: 5 });
afterAll(() => standin.stop());

interface Person extends WireClient {
  meeting: string;
  participant: string;
  token: string;
  peer: string;
}

let peers = 0;

async function addPerson(meeting: string, name: string, preset: string): Promise<{ id: string; token: string }> {
  const { data } = await standin.call('POST', `${APP}/meetings/${meeting}/participants`, {
    custom_participant_id: `seat-of-${name}`,
    preset_name: preset,
    name,
  });
  return { id: String(data['id']), token: String(data['token']) };
}

/** Somebody with a socket who has joined. */
async function join(meeting: string, name: string, preset = 'everyone'): Promise<Person> {
  const { id, token } = await addPerson(meeting, name, preset);
  const who = { meeting, token, peer: `peer-${++peers}` };
  const client = await connectWire(standin, who);
  await client.ask(ROOM.join);
  return { ...client, ...who, participant: id };
}

const namesOf = async (person: WireClient): Promise<string[]> =>
  room.PeersInfo.fromBinary(await person.ask(ROOM.peers)).peers.map(({ displayName }) => displayName);

test('a token opens the details of its participant; a forged one, a deleted one and an inactive meeting are told apart', async () => {
  const { meeting } = await openMeeting(standin);
  const { id, token } = await addPerson(meeting, 'Ada', 'everyone');
  const details = (how: string) => getWire(standin, '/v2/internals/participant-details', how);
  expect(JSON.parse((await details(token)).body)).toMatchObject({
    data: {
      participant: { id, name: 'Ada' },
      preset: { name: 'everyone' },
      socket: { base_uri: `@api.${standin.baseUri}` },
    },
  });
  expect((await details(`${token.slice(0, -4)}AAAA`)).status).toBe(401);
  await standin.call('PATCH', `${APP}/meetings/${meeting}`, { status: 'INACTIVE' });
  expect((await details(token)).status).toBe(403);
  await standin.call('DELETE', `${APP}/meetings/${meeting}/participants/${id}`);
  expect((await details(token)).status).toBe(404);
  await expect(connectWire(standin, { meeting, token, peer: 'x' })).rejects.toThrow('404');
});

test('who joins is told to the others and counted, and who leaves as well', async () => {
  const { meeting } = await openMeeting(standin);
  const ada = await join(meeting, 'Ada');
  const ben = await join(meeting, 'Ben');
  expect(room.PeerInfo.fromBinary(await ada.hear(ROOM.join)).peer).toMatchObject({
    displayName: 'Ben',
    customParticipantId: 'seat-of-Ben',
  });
  expect(await namesOf(ben)).toEqual(['Ada', 'Ben']);
  ben.close();
  expect(room.PeerInfo.fromBinary(await ada.hear(ROOM.leave)).peer?.peerId).toBe(ben.peer);
  expect(media.PeerLeft.fromBinary(await ada.hear(MEDIA.peerLeft)).participantId).toBe(ben.peer);
  const { data } = await standin.call('GET', `${APP}/meetings/${meeting}/active-session`);
  expect(data).toMatchObject({ live_participants: 1 });
});

test('who loses the socket keeps the place for a while, and loses it after', async () => {
  const { meeting } = await openMeeting(standin);
  const [ada, ben] = [await join(meeting, 'Ada'), await join(meeting, 'Ben')];
  ben.cut();
  const back = await connectWire(standin, ben);
  await back.ask(ROOM.join);
  expect(await namesOf(ada)).toEqual(['Ada', 'Ben']);
  expect(ada.waiting(ROOM.leave)).toBe(0);
  back.cut();
  await ada.hear(ROOM.leave);
  expect(await namesOf(ada)).toEqual(['Ada']);
});

test('who is kicked hears it, and the others that they left; a kicker is not answered', async () => {
  const { meeting } = await openMeeting(standin);
  const [ada, ben, cam] = [await join(meeting, 'Ada'), await join(meeting, 'Ben'), await join(meeting, 'Cam')];
  ada.say(ROOM.kick, encode(room.RemoveParticipants, { peerIds: [ben.peer] }));
  await ben.hear(ROOM.kick);
  expect(room.PeerInfo.fromBinary(await cam.hear(ROOM.leave)).peer?.peerId).toBe(ben.peer);
  await standin.call('POST', `${APP}/meetings/${meeting}/active-session/kick`, { participant_ids: [cam.participant] });
  await cam.hear(ROOM.kick);
  await standin.call('POST', `${APP}/meetings/${meeting}/active-session/kick-all`);
  await ada.hear(ROOM.kickAll);
  expect(ada.waiting(ROOM.kick)).toBe(0);
});

test('a deleted participant is put out even when nobody kicks them', async () => {
  const { meeting } = await openMeeting(standin);
  const ada = await join(meeting, 'Ada');
  await standin.call('DELETE', `${APP}/meetings/${meeting}/participants/${ada.participant}`);
  expect(await ada.closed).toBe(4_001);
});

test('a recording is told to who is there, and to who comes later', async () => {
  const { meeting } = await openMeeting(standin);
  const ada = await join(meeting, 'Ada');
  const { data } = await standin.call('POST', `${APP}/recordings`, { meeting_id: meeting });
  expect(room.RecordingEvent.fromBinary(await ada.hear(ROOM.recordingStarted)).recordingId).toBe(data['id']);
  const ben = await join(meeting, 'Ben');
  expect(room.RoomInfo.fromBinary(await ben.ask(ROOM.info)).room?.activeRecordings).toMatchObject([
    { recordingId: data['id'], recordingStatus: 'RECORDING' },
  ]);
  for (const action of ['pause', 'stop']) {
    await standin.call('PUT', `${APP}/recordings/${String(data['id'])}`, { action });
  }
  await ben.hear(ROOM.recordingPaused);
  await ben.hear(ROOM.recordingStopped);
});

test('a preset decides who may mute and kick, and who may send', async () => {
  const { meeting } = await openMeeting(standin);
  const { permissions, ...preset } = presetBody('quiet');
  const nothing = { can_produce: 'NOT_ALLOWED' };
  await standin.call('POST', `${APP}/presets`, {
    ...preset,
    permissions: {
      ...(permissions as object),
      kick_participant: false,
      disable_participant_audio: false,
      media: { audio: nothing, video: nothing, screenshare: nothing },
    },
  });
  const [ada, ben] = [await join(meeting, 'Ada'), await join(meeting, 'Ben', 'quiet')];
  const mute = encode(media.HostControl, { participantId: ada.peer, audio: true });
  await expect(ben.ask(MEDIA.hostControl, mute)).rejects.toThrow('may not mute');
  await expect(ben.ask(ROOM.kickAll)).rejects.toThrow('may not kick');
  await expect(ben.ask(MEDIA.produce, encode(media.Produce, { kind: 'audio' }))).rejects.toThrow('may not send');
  const answer = await ada.ask(MEDIA.hostControl, encode(media.HostControl, { participantId: ben.peer, audio: true }));
  expect(media.Status.fromBinary(answer).status).toBe('success');
});

test('the newcomer is told who is in the media, and the others that somebody has come', async () => {
  const { meeting } = await openMeeting(standin);
  const [ada, ben] = [await join(meeting, 'Ada'), await join(meeting, 'Ben')];
  await ada.ask(MEDIA.joinComplete);
  const seen = media.JoinCompleted.fromBinary(await ben.ask(MEDIA.joinComplete));
  expect(seen.participants.map(({ displayName }) => displayName)).toEqual(['Ada']);
  expect(media.PeerJoined.fromBinary(await ada.hear(MEDIA.peerJoined)).participant?.peerId).toBe(ben.peer);
  expect(media.SelectedPeers.fromBinary(await ben.hear(MEDIA.selectedPeers)).entries).toMatchObject([
    { peerId: ada.peer },
  ]);
});

test('what the client asks of parts that nobody uses is answered all the same', async () => {
  const { meeting } = await openMeeting(standin);
  const ada = await join(meeting, 'Ada');
  const store = encode(room.PluginStore, { pluginId: 'p', storeName: 's' });
  expect(room.PluginStore.fromBinary(await ada.ask(PLUGIN_STORE_GET, store))).toMatchObject({ storeName: 's' });
  expect(await ada.ask(0x1_0000)).toHaveLength(0);
});
