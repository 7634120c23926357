import { answerOf, applyAnswer, applyOffer } from '../../realtime/negotiation.ts';
import type { Description } from '../../realtime/schemas.ts';
import type { Session } from '../../realtime/session.ts';
import type { Handler, Surroundings } from './handlers.ts';
import * as messages from './media-messages.ts';
import { encode } from './proto.ts';

interface WireDescription {
  target: number;
  type: string;
  sdp: string;
}

/** Each client has two: one it sends on, one it receives on. A new one takes the place of the old. */
export const createTransport: Handler = ({ sessions, member }, payload) => {
  const { consuming, description } = messages.CreateTransport.fromBinary(payload);
  const session = sessions.create();
  applyOffer(session, read(description));
  const direction = consuming ? 'recv' : 'send';
  const old = member.transports[direction];
  member.transports[direction] = session;
  if (old) sessions.close(old);
  return encode(messages.TransportCreated, {
    transportId: session.id,
    description: write(consuming ? messages.SUBSCRIBER : messages.PUBLISHER, answerOf(session)),
  });
};

export const renegotiate: Handler = (surroundings, payload) => {
  const { transportId, description } = messages.Renegotiate.fromBinary(payload);
  applyAnswer(requireTransport(surroundings, transportId), read(description));
  return new Uint8Array();
};

/** One of the member's own transports; an error when the client names another. */
export function requireTransport({ member }: Surroundings, id: string | undefined): Session {
  const { send, recv } = member.transports;
  const transport = [send, recv].find((candidate) => candidate?.id === id && !candidate?.closed);
  if (!transport) throw new Error(`There is no transport ${id}`);
  return transport;
}

export function read(description: WireDescription | undefined): Description {
  if (!description) throw new Error('A description is missing');
  return { type: description.type === 'answer' ? 'answer' : 'offer', sdp: description.sdp };
}

export function write(target: number, { type, sdp }: Description): WireDescription {
  return { target, type, sdp };
}
