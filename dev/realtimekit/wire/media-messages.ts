import { flag, maybe, message, part, parts, partsByName, text, texts, whole } from './proto.ts';

/** media.Target */
export const PUBLISHER = 0;
export const SUBSCRIBER = 1;

const Description = message('media.SessionDescription', { target: whole(1), type: text(2), sdp: text(3) });

export const CreateTransport = message('media.CreateTransportRequest', {
  consuming: flag(1),
  description: part(3, Description),
});
export const TransportCreated = message('media.CreateTransportResponse', {
  transportId: text(1),
  description: part(2, Description),
  producerIds: texts(4),
});
export const Renegotiate = message('media.RenegotiateRequest', {
  transportId: text(1),
  description: part(2, Description),
});

export const ProducerState = message('media.ProducerState', {
  producerId: text(1),
  /** media.ProducerKind: 0 is audio, 1 is video. */
  kind: whole(2),
  pause: flag(3),
  screenShare: flag(4),
  appData: maybe(text(5)),
  producingTransportId: maybe(text(6)),
  mimeType: maybe(text(7)),
});
export const Produce = message('media.edge.ProducerCreateRequest', {
  kind: text(1),
  paused: flag(2),
  screenShare: flag(3),
  description: part(4, Description),
  msid: text(5),
  appData: maybe(text(6)),
  mimeType: maybe(text(7)),
  producingTransportId: maybe(text(8)),
});
export const Produced = message('media.edge.ProducerCreateResponse', {
  status: flag(1),
  producerId: text(2),
  description: part(4, Description),
});
export const ToggleProducer = message('media.edge.ProducerToggleRequest', { producerId: text(1), pause: flag(2) });
export const CloseProducer = message('media.edge.ProducerCloseRequest', {
  producerId: text(1),
  description: part(2, Description),
});
export const CloseConsumers = message('media.edge.ConsumerCloseRequest', {
  consumerIds: texts(1),
  description: part(2, Description),
  consumingTransportId: maybe(text(3)),
});
/** Answers both kinds of closing. */
export const Closed = message('media.edge.ProducerClosingResponse', { description: part(1, Description) });

const Simulcast = message('media.Simulcast', {
  preferredRid: maybe(text(1)),
  priorityOrdering: maybe(text(2)),
  ridNotAvailable: maybe(text(3)),
});
const ConsumePeer = message('media.edge.ConsumePeerRequest', {
  producingPeerId: text(1),
  producerId: maybe(text(3)),
  simulcast: part(6, Simulcast),
});
export const Consume = message('media.edge.ConsumePeersRequest', {
  requests: parts(1, ConsumePeer),
  consumingTransportId: maybe(text(2)),
});
const ProducerTrack = message('media.ProducerTrack', { trackId: text(1), producerId: text(2), streamId: text(3) });
const ConsumerState = message('media.ConsumerState', {
  consumerId: text(1),
  producerState: part(2, ProducerState),
  producerTrack: part(3, ProducerTrack),
  errorCode: maybe(text(4)),
});
const ConsumerMap = message('media.ProducerIdToConsumerMap', { map: partsByName(1, ConsumerState) });
export const Consumed = message('media.edge.ConsumePeerResponse', {
  status: flag(1),
  consumerIdsMap: part(2, ConsumerMap),
  description: part(3, Description),
});
const LayerChoice = message('media.edge.UpdateConsumerSimulcastConfigRequest', {
  producerId: text(1),
  simulcast: part(2, Simulcast),
  mid: text(4),
});
export const ChooseLayers = message('media.edge.UpdateConsumersSimulcastConfigRequest', {
  requests: parts(1, LayerChoice),
  consumingTransportId: maybe(text(2)),
});

export const MediaJoin = message('media.edge.PeerJoinRequest', { displayName: maybe(text(1)), prejoined: flag(2) });
const RoomState = message('media.edge.GetRoomStateResponse', {
  displayTitle: text(1),
  roomUuid: text(3),
  roomName: text(4),
  currentPeerId: text(5),
});
const RoomParticipant = message('media.edge.RoomParticipants', {
  peerId: text(1),
  producerStates: parts(2, ProducerState),
  displayName: text(3),
  userId: maybe(text(4)),
});
const Selected = message('media.edge.SelectedPeersResponse', { audioPeers: texts(1), compulsoryPeers: texts(2) });
export const JoinCompleted = message('media.edge.PeerJoinCompleteResponse', {
  roomState: part(1, RoomState),
  participants: parts(2, RoomParticipant),
  selectedPeers: part(3, Selected),
  maxPreferredStreams: whole(4),
});
const SelectedPeer = message('media.edge.SelectedPeersDiffEntry', { peerId: text(1), priority: whole(2) });
export const SelectedPeers = message('media.edge.SelectedPeersDiffResponse', { entries: parts(1, SelectedPeer) });

export const PeerJoined = message('media.edge.PeerJoinBroadcastResponse', { participant: part(1, RoomParticipant) });
export const PeerLeft = message('media.edge.PeerLeaveBroadcastResponse', { participantId: text(1) });
/** Says that a producer was made, toggled or closed. */
export const ProducerChange = message('media.edge.PeerProducerToggleBroadcastResponse', {
  participantId: text(1),
  producerState: part(2, ProducerState),
  initiatorParticipantId: maybe(text(3)),
});
export const HostControl = message('media.edge.HostMediaControlForPeerRequest', {
  participantId: text(1),
  audio: flag(2),
  video: flag(3),
});
export const HostControlAll = message('media.edge.HostMediaControlForAllPeerRequest', {
  audio: flag(1),
  video: flag(2),
});
export const Status = message('media.edge.HostMediaControlForPeerResponse', { status: text(1) });
export const ErrorMessage = message('media.edge.ErrorResponse', { errorMessage: text(1), eventId: whole(2) });
