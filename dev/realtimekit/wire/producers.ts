import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { answerOf, applyOffer } from '../../realtime/negotiation.ts';
import { publishOffered } from '../../realtime/publish.ts';
import { MEDIA } from './events.ts';
import type { Handler, Surroundings } from './handlers.ts';
import * as messages from './media-messages.ts';
import type { Member, Producer } from './member.ts';
import { encode } from './proto.ts';
import { read, requireTransport, write } from './transports.ts';

const AUDIO = 0;
const VIDEO = 1;
/** What we read of the client's own data: the m-line it sends in. */
const AppData = v.object({ mid: v.string() });

/** A new track in an m-line of the client's offer. */
export const produce: Handler = async (surroundings, payload) => {
  const { member, rooms } = surroundings;
  const request = messages.Produce.fromBinary(payload);
  const kind = request.kind === 'audio' ? 'audio' : 'video';
  requireProducing(member, kind, request.screenShare);
  const transport = requireTransport(surroundings, request.producingTransportId);
  const { mid } = v.parse(AppData, JSON.parse(request.appData ?? '{}'));
  const id = randomUUID();
  const answer = await transport.negotiate(async () => {
    applyOffer(transport, read(request.description));
    const { errorCode, errorDescription } = publishOffered(transport, { location: 'local', mid, trackName: id });
    if (errorCode) throw new Error(`${errorCode}: ${errorDescription}`);
    return answerOf(transport);
  });
  const producer: Producer = {
    id,
    kind,
    paused: request.paused,
    screenShare: request.screenShare,
    appData: request.appData ?? '{}',
    mimeType: request.mimeType ?? '',
    transport,
  };
  member.producers.set(id, producer);
  surroundings.answer(
    encode(messages.Produced, { status: true, producerId: id, description: write(messages.PUBLISHER, answer) }),
  );
  rooms.tellOthers(member, MEDIA.producerCreated, change(member, producer, member));
  return null;
};

export const toggle: Handler = (surroundings, payload) => {
  const { producerId, pause } = messages.ToggleProducer.fromBinary(payload);
  const producer = surroundings.member.producers.get(producerId);
  if (producer) pauseProducer(surroundings, surroundings.member, producer, pause);
  return new Uint8Array();
};

export const closeProducer: Handler = async (surroundings, payload) => {
  const { producerId, description } = messages.CloseProducer.fromBinary(payload);
  const producer = surroundings.member.producers.get(producerId);
  if (!producer) throw new Error(`There is no producer ${producerId}`);
  const { transport } = producer;
  const answer = await transport.negotiate(async () => {
    applyOffer(transport, read(description));
    endProducer(surroundings, producer);
    return answerOf(transport);
  });
  return encode(messages.Closed, { description: write(messages.PUBLISHER, answer) });
};

/** Ends what a member sends, and tells the others. */
export function endProducer({ rooms, member }: Surroundings, producer: Producer): void {
  member.producers.delete(producer.id);
  const track = producer.transport.tracks.get(producer.id);
  if (track) producer.transport.endTrack(track);
  rooms.tellOthers(member, MEDIA.producerClosed, change(member, producer, member));
}

/** Tells everybody in the room, also whose producer it is: a client that hears of it from another mutes itself. */
export function pauseProducer(
  { rooms, member }: Surroundings,
  owner: Member,
  producer: Producer,
  pause: boolean,
): void {
  producer.paused = pause;
  const payload = change(owner, producer, member);
  for (const other of rooms.joined(member.meeting.id))
    if (other !== member) other.socket.send(MEDIA.producerToggled, payload);
}

export function stateOf({ id, kind, paused, screenShare, appData, mimeType, transport }: Producer) {
  return {
    producerId: id,
    kind: kind === 'audio' ? AUDIO : VIDEO,
    pause: paused,
    screenShare,
    appData,
    producingTransportId: transport.id,
    mimeType,
  };
}

function change(owner: Member, producer: Producer, initiator: Member): Uint8Array {
  return encode(messages.ProducerChange, {
    participantId: owner.peerId,
    producerState: stateOf(producer),
    initiatorParticipantId: initiator.peerId,
  });
}

function requireProducing({ permissions }: Member, kind: 'audio' | 'video', screenShare: boolean): void {
  const right = screenShare ? permissions.media.screenshare : permissions.media[kind];
  if (right.can_produce !== 'ALLOWED')
    throw new Error(`This participant may not send ${screenShare ? 'a screen' : kind}`);
}
