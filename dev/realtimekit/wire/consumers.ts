import { followInOurOffer, preferencesOf } from '../../realtime/follow.ts';
import type { MediaLine } from '../../realtime/lines.ts';
import { answerOf, applyOffer, offerOf } from '../../realtime/negotiation.ts';
import type { SimulcastRequest } from '../../realtime/schemas.ts';
import type { Session } from '../../realtime/session.ts';
import type { Handler, Surroundings } from './handlers.ts';
import * as messages from './media-messages.ts';
import type { Producer } from './member.ts';
import { stateOf } from './producers.ts';
import { encode } from './proto.ts';
import { read, requireTransport, write } from './transports.ts';

/** A muted track may have sent nothing yet: it is followed all the same. ms. */
const FIRST_PACKET = 1_000;
const NOT_FOUND = 'not_found_track_error';

interface Wanted {
  producerId: string;
  producer: Producer | undefined;
  simulcast: SimulcastRequest;
}

/** Follows producers in new m-lines of an offer of ours; what cannot be had is answered by its error code. */
export const consume: Handler = async (surroundings, payload) => {
  const { requests, consumingTransportId } = messages.Consume.fromBinary(payload);
  const transport = requireTransport(surroundings, consumingTransportId);
  const wanted = requests.map(({ producingPeerId, producerId = '', simulcast }) => ({
    producerId,
    producer: find(surroundings, producingPeerId, producerId),
    simulcast: wishOf(simulcast),
  }));
  await Promise.all(wanted.map(({ producer }) => hasMedia(producer)));
  return transport.negotiate(async () => {
    const followed = wanted.map((one) => [one.producerId, consumerOf(transport, one)] as const);
    const isOffered = followed.some(([, { errorCode }]) => errorCode === undefined);
    return encode(messages.Consumed, {
      status: isOffered,
      consumerIdsMap: { map: Object.fromEntries(followed) },
      description: isOffered ? write(messages.SUBSCRIBER, offerOf(transport)) : undefined,
    });
  });
};

/** The client has stopped the transceivers: its offer says so. */
export const closeConsumers: Handler = async (surroundings, payload) => {
  const { description, consumingTransportId } = messages.CloseConsumers.fromBinary(payload);
  const transport = requireTransport(surroundings, consumingTransportId);
  return transport.negotiate(async () => {
    applyOffer(transport, read(description));
    return encode(messages.Closed, { description: write(messages.SUBSCRIBER, answerOf(transport)) });
  });
};

export const chooseLayers: Handler = (surroundings, payload) => {
  const { requests, consumingTransportId } = messages.ChooseLayers.fromBinary(payload);
  const transport = requireTransport(surroundings, consumingTransportId);
  for (const { mid, simulcast } of requests) {
    const subscription = transport.mediaLines.find((line) => line.mid === mid)?.subscription;
    if (!subscription) continue;
    subscription.preferences = preferencesOf(wishOf(simulcast), subscription.preferences);
    subscription.reconsider();
  }
  return new Uint8Array();
};

function find({ rooms, member }: Surroundings, peerId: string, producerId: string): Producer | undefined {
  return rooms.find(member.meeting.id, peerId)?.producers.get(producerId);
}

async function hasMedia(producer: Producer | undefined): Promise<boolean> {
  return (await producer?.transport.tracks.get(producer.id)?.waitMedia(FIRST_PACKET)) ?? false;
}

function wishOf(simulcast: { preferredRid: string | undefined } | undefined): SimulcastRequest {
  const otherwise = 'asciibetical';
  return {
    preferredRid: simulcast?.preferredRid ?? 'f',
    priorityOrdering: otherwise,
    ridNotAvailable: otherwise,
  };
}

/**
 * A consumer has its producer's id: the client looks for either by the other's. `streamId` is the mid, by which it finds the
 * track that its peer connection has given it.
 */
function consumerOf(transport: Session, { producer, simulcast }: Wanted) {
  const line = producer && follow(transport, producer, simulcast);
  if (!producer || !line) {
    return { consumerId: '', producerState: undefined, producerTrack: undefined, errorCode: NOT_FOUND };
  }
  return {
    consumerId: producer.id,
    producerState: stateOf(producer),
    producerTrack: { trackId: line.mid, producerId: producer.id, streamId: line.mid },
    errorCode: undefined,
  };
}

function follow(transport: Session, producer: Producer, simulcast: SimulcastRequest): MediaLine | null {
  const track = producer.transport.tracks.get(producer.id);
  if (!track || track.closed) return null;
  const line = followInOurOffer(transport, track, { location: 'remote', simulcast });
  return 'errorCode' in line ? null : line;
}
