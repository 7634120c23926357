import { MEDIA } from './events.ts';
import type { Handler } from './handlers.ts';
import * as messages from './media-messages.ts';
import type { Member } from './member.ts';
import { endProducer, stateOf } from './producers.ts';
import { encode } from './proto.ts';

export const joinMedia: Handler = (surroundings, payload) => {
  // Who comes back over a new socket keeps its transports and makes its producers anew.
  if (messages.MediaJoin.fromBinary(payload).prejoined) {
    for (const producer of surroundings.member.producers.values()) endProducer(surroundings, producer);
  }
  return new Uint8Array();
};

/** Tells the newcomer who is there, and the others who has come; both whom to follow. */
export const completeJoin: Handler = ({ rooms, member, answer }) => {
  const others = rooms.others(member).filter(({ mediaJoined }) => mediaJoined);
  const isNew = !member.mediaJoined;
  member.mediaJoined = true;
  const { meeting, peerId, socket, participant } = member;
  const title = meeting.settings.title ?? '';
  answer(
    encode(messages.JoinCompleted, {
      roomState: { displayTitle: title, roomUuid: meeting.id, roomName: meeting.id, currentPeerId: peerId },
      participants: others.map(participantOf),
      selectedPeers: { audioPeers: [], compulsoryPeers: [] },
      maxPreferredStreams: participant.preset.config.max_video_streams.desktop,
    }),
  );
  socket.send(MEDIA.selectedPeers, selected(others));
  if (!isNew) return null;
  rooms.tellOthers(member, MEDIA.peerJoined, encode(messages.PeerJoined, { participant: participantOf(member) }));
  rooms.tellOthers(member, MEDIA.selectedPeers, selected([member]));
  return null;
};

function selected(members: Member[]): Uint8Array {
  const entries = members.map(({ peerId }, index) => ({ peerId, priority: index + 1 }));
  return encode(messages.SelectedPeers, { entries });
}

function participantOf({ peerId, participant, producers }: Member) {
  return {
    peerId,
    producerStates: [...producers.values()].map(stateOf),
    displayName: participant.name ?? '',
    userId: participant.id,
  };
}
