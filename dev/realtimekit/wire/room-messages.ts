import { bytes, flag, long, maybe, message, natural, part, parts, text, texts, whole } from './proto.ts';

/** What every binary frame is. */
export const SocketMessage = message('message.v1.SocketMessage', {
  event: natural(1),
  id: maybe(text(2)),
  payload: maybe(bytes(3)),
  metadata: maybe(bytes(4)),
});

const PeerFlags = message('socket.room.PeerFlags', {
  presetName: text(1),
  recorderType: text(2),
  hiddenParticipant: flag(3),
});
export const ON_STAGE = 1;
export const PeerMessage = message('socket.room.Peer', {
  peerId: text(1),
  userId: text(2),
  displayName: text(3),
  stageType: maybe(whole(4)),
  customParticipantId: maybe(text(5)),
  presetId: maybe(text(6)),
  displayPictureUrl: maybe(text(7)),
  waitlisted: flag(8),
  flags: part(9, PeerFlags),
});
export const PeerInfo = message('socket.room.PeerInfoResponse', { peer: part(1, PeerMessage) });
export const PeersInfo = message('socket.room.RoomPeersInfoResponse', { peers: parts(1, PeerMessage) });

const ActiveRecording = message('socket.room.ActiveRecording', {
  recordingId: text(1),
  recordingType: whole(2),
  recordingStatus: text(3),
});
const Room = message('socket.room.Room', {
  roomId: text(1),
  title: text(2),
  createdAt: long(4),
  activeRecordings: parts(5, ActiveRecording),
  roomUuid: maybe(text(6)),
});
export const RoomInfo = message('socket.room.RoomInfoResponse', { room: part(1, Room) });

const ConnectedMeeting = message('socket.room.ConnectedMeetingDump', { id: maybe(text(1)), title: maybe(text(2)) });
export const ConnectedMeetings = message('socket.room.GetConnectedRoomsDumpResponse', {
  parentMeeting: part(1, ConnectedMeeting),
});
export const WaitingRequests = message('socket.room.GetWaitingRoomRequests', {});
export const RemoveParticipants = message('socket.room.RemoveParticipantsRequest', { peerIds: texts(1) });
export const RecordingEvent = message('socket.recording.RecordingEvent', {
  recordingId: text(1),
  errMessage: text(2),
  recordingType: whole(3),
});
/** A plugin's store; the answer has the same two first fields, and no items. */
export const PluginStore = message('socket.plugin.PluginStoreResponse', { pluginId: text(1), storeName: text(2) });
