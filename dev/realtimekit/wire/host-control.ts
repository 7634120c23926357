import type { Handler, Surroundings } from './handlers.ts';
import * as messages from './media-messages.ts';
import type { Member } from './member.ts';
import { pauseProducer } from './producers.ts';
import { encode } from './proto.ts';

interface Kinds {
  audio: boolean;
  video: boolean;
}

/** A host mutes somebody, or stops their camera. */
export const controlOne: Handler = (surroundings, payload) => {
  const { participantId, audio, video } = messages.HostControl.fromBinary(payload);
  requireControl(surroundings.member, { audio, video });
  const target = surroundings.rooms.find(surroundings.member.meeting.id, participantId);
  if (target) silence(surroundings, target, { audio, video });
  return encode(messages.Status, { status: target ? 'success' : 'failed' });
};

export const controlAll: Handler = (surroundings, payload) => {
  const kinds = messages.HostControlAll.fromBinary(payload);
  requireControl(surroundings.member, kinds);
  for (const target of surroundings.rooms.others(surroundings.member)) silence(surroundings, target, kinds);
  return encode(messages.Status, { status: 'success' });
};

function silence(surroundings: Surroundings, target: Member, kinds: Kinds): void {
  for (const producer of target.producers.values()) {
    if (kinds[producer.kind] && !producer.screenShare && !producer.paused)
      pauseProducer(surroundings, target, producer, true);
  }
}

function requireControl({ permissions }: Member, { audio, video }: Kinds): void {
  if ((audio && !permissions.disable_participant_audio) || (video && !permissions.disable_participant_video)) {
    throw new Error('This participant may not mute others');
  }
}
