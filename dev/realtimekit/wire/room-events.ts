import type { Service } from '../service.ts';
import { PLUGIN_STORE_GET, ROOM } from './events.ts';
import type { Member } from './member.ts';
import { encode } from './proto.ts';
import type { Handler, Handlers } from './handlers.ts';
import * as messages from './room-messages.ts';

/** The client's words for the states of a recording. */
const RECORDING_STATES: Record<string, string> = { INVOKED: 'STARTING', RECORDING: 'RECORDING', PAUSED: 'PAUSED' };

/** What a client asks of the room: who is in it, what it is, to come in and to go. */
export const ROOM_EVENTS: Handlers = {
  [ROOM.join]: ({ service, rooms, member }) => {
    const { waiting_room_type: waiting } = member.permissions;
    if (waiting !== 'SKIP') throw new Error(`The stand-in has no waiting room (${waiting})`);
    const isNew = !member.joined;
    member.joined = true;
    if (isNew) service.live.join(member.meeting, member.participant, member.peerId);
    const peer = encode(messages.PeerInfo, { peer: peerOf(member) });
    if (isNew) rooms.tellOthers(member, ROOM.join, peer);
    return peer;
  },
  [ROOM.info]: ({ service, member }) => encode(messages.RoomInfo, { room: roomOf(service, member) }),
  [ROOM.peers]: ({ rooms, member }) =>
    encode(messages.PeersInfo, { peers: rooms.joined(member.meeting.id).map(peerOf) }),
  [ROOM.leave]: ({ leave }) => {
    leave();
    return new Uint8Array();
  },
  [ROOM.waiting]: () => encode(messages.WaitingRequests, {}),
  [ROOM.connectedMeetings]: ({ member: { meeting } }) => {
    const parentMeeting = { id: meeting.id, title: meeting.settings.title ?? '' };
    return encode(messages.ConnectedMeetings, { parentMeeting });
  },
  [ROOM.kick]: kick,
  [ROOM.kickAll]: ({ service, member }) => {
    if (!member.permissions.kick_participant) throw new Error('This participant may not kick anybody');
    const session = service.live.require(member.meeting.id);
    service.live.kick(session, [...session.peers.values()], true);
    return null;
  },
  [PLUGIN_STORE_GET]: (_, payload) => encode(messages.PluginStore, messages.PluginStore.fromBinary(payload)),
};

/** Never answered: to the client, an event 30 says that it has been kicked itself. */
function kick({ service, member }: Parameters<Handler>[0], payload: Uint8Array): null {
  if (!member.permissions.kick_participant) throw new Error('This participant may not kick anybody');
  const { peerIds } = messages.RemoveParticipants.fromBinary(payload);
  const session = service.live.require(member.meeting.id);
  service.live.kick(
    session,
    [...session.peers.values()].filter(({ id }) => peerIds.includes(id)),
    false,
  );
  return null;
}

export function peerOf({
  peerId,
  participant,
}: Member): NonNullable<ReturnType<typeof messages.PeerInfo.create>['peer']> {
  const { preset } = participant;
  return {
    peerId,
    userId: participant.id,
    displayName: participant.name ?? '',
    stageType: messages.ON_STAGE,
    customParticipantId: participant.customId,
    presetId: preset.id,
    displayPictureUrl: participant.picture ?? undefined,
    waitlisted: false,
    flags: {
      presetName: preset.name,
      recorderType: preset.permissions.recorder_type,
      hiddenParticipant: preset.permissions.hidden_participant,
    },
  };
}

function roomOf({ live, recorder }: Service, { meeting }: Member): ReturnType<typeof messages.RoomInfo.create>['room'] {
  const session = live.find(meeting.id);
  return {
    roomId: meeting.id,
    title: meeting.settings.title ?? '',
    createdAt: Math.floor((session?.startedAt.getTime() ?? Date.now()) / 1_000),
    activeRecordings: recorder.activeIn(meeting.id).map(({ id, status }) => ({
      recordingId: id,
      recordingType: 0,
      recordingStatus: RECORDING_STATES[status] ?? 'STOPPING',
    })),
    roomUuid: session?.id,
  };
}
