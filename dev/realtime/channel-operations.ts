import { SERVER_EVENTS } from './data-channels.ts';
import type { ChannelUse } from './data-channels.ts';
import { invalidParams, itemError, notConnected, undecodable } from './errors.ts';
import type { ItemError } from './errors.ts';
import { answerOf, applyOffer, nextMid, offerOf, startSctp } from './negotiation.ts';
import type { CloseDataChannelsBody, DataChannelRequest, Description, EstablishBody } from './schemas.ts';
import { MAX_MESSAGE_SIZE, SCTP_PORT } from './sctp.ts';
import type { DeliveryPolicy } from './sctp.ts';
import type { Session } from './session.ts';
import type { Sessions } from './sessions.ts';

export interface ChannelItem extends Partial<ItemError> {
  location?: 'local' | 'remote' | undefined;
  dataChannelName?: string | undefined;
  sessionId?: string | undefined;
  canReply?: boolean | undefined;
  id?: number | undefined;
}

export interface ChannelsResult {
  dataChannels: ChannelItem[];
}

export interface EstablishResult {
  requiresImmediateRenegotiation: boolean;
  dataChannel: ChannelItem;
  sessionDescription: Description;
}

/** POST datachannels/establish: ICE, DTLS and SCTP by the browser's offer or by ours. */
export async function establish(session: Session, body: EstablishBody): Promise<EstablishResult> {
  const { dataChannel, sessionDescription } = body;
  if (dataChannel.location !== 'remote' || dataChannel.dataChannelName !== SERVER_EVENTS) {
    throw invalidParams(`Only the remote data channel '${SERVER_EVENTS}' can be established`);
  }
  return session.negotiate(async () => {
    if (session.dataChannels.established) throw undecodable('The data channel transport is already negotiated');
    const item: ChannelItem = { location: 'remote', dataChannelName: SERVER_EVENTS, id: 0 };
    if (sessionDescription) {
      applyOffer(session, sessionDescription);
      if (!session.dataChannels.established) throw undecodable('The offer has no application media section');
      session.dataChannels.serverEvents = true;
      return { requiresImmediateRenegotiation: false, dataChannel: item, sessionDescription: answerOf(session) };
    }
    session.lines.push({ kind: 'application', mid: nextMid(session), rejected: false });
    startSctp(session, { sctpPort: SCTP_PORT, maxMessageSize: MAX_MESSAGE_SIZE });
    session.dataChannels.announceServerEvents();
    session.dataChannels.serverEvents = true;
    return { requiresImmediateRenegotiation: true, dataChannel: item, sessionDescription: offerOf(session) };
  });
}

/** POST datachannels/new. */
export async function newChannels(
  session: Session,
  sessions: Sessions,
  requests: readonly DataChannelRequest[],
): Promise<ChannelsResult> {
  if (requests.length === 0) throw invalidParams('At least one data channel is expected');
  if (new Set(requests.map((request) => request.location)).size > 1) {
    throw invalidParams('Local and remote data channels in one request are not supported');
  }
  for (const request of requests) {
    if (request.location === 'remote' && !request.sessionId)
      throw invalidParams('sessionId of a remote data channel is missing');
    if (request.maxRetransmits !== undefined && request.maxPacketLifeTime !== undefined) {
      throw invalidParams('maxRetransmits and maxPacketLifeTime exclude each other');
    }
  }
  return session.negotiate(async () => {
    if (!session.dataChannels.established) throw notConnected('The data channel transport is not established yet');
    if (!(await session.dataChannels.waitConnected(session.surroundings.patience))) throw notConnected();
    return {
      dataChannels: requests.map((request) =>
        request.location === 'local' ? publishChannel(session, request) : subscribeChannel(session, sessions, request),
      ),
    };
  });
}

function publishChannel({ dataChannels }: Session, request: DataChannelRequest): ChannelItem {
  const item: ChannelItem = { location: 'local', dataChannelName: request.dataChannelName };
  if (dataChannels.publication(request.dataChannelName)) {
    return { ...item, ...itemError('repeated_local_track_error', 'The data channel is already published') };
  }
  return { ...item, id: dataChannels.publish(request.dataChannelName, policyOf(request)).id };
}

function subscribeChannel(session: Session, sessions: Sessions, request: DataChannelRequest): ChannelItem {
  const { sessionId = '', dataChannelName, canReply, waitForAck = false } = request;
  const item: ChannelItem = { location: 'remote', dataChannelName, sessionId, canReply };
  const publication = sessions.find(sessionId)?.dataChannels.publication(dataChannelName);
  if (!publication) return { ...item, ...itemError('not_found_track_error', 'The data channel does not exist') };
  if (session.dataChannels.subscription(sessionId, dataChannelName)) {
    return { ...item, ...itemError('repeated_local_track_error', 'The data channel is already subscribed to') };
  }
  if (!isSamePolicy(publication.policy, policyOf(request))) {
    return { ...item, ...itemError('invalid_params', 'The delivery settings are not those of the publisher') };
  }
  const subscription = session.dataChannels.subscribe(sessionId, publication, waitForAck);
  if (canReply) publication.replier = subscription;
  return { ...item, id: subscription.id };
}

/** PUT datachannels/update: grants or takes back the right to reply. */
export function updateChannels(session: Session, requests: readonly DataChannelRequest[]): ChannelsResult {
  return {
    dataChannels: requests.map((request) => {
      const { sessionId = '', dataChannelName, canReply } = request;
      const item: ChannelItem = { location: 'remote', dataChannelName, sessionId, canReply };
      const subscription = session.dataChannels.subscription(sessionId, dataChannelName);
      if (request.location !== 'remote' || !subscription) {
        return { ...item, ...itemError('not_found_track_error', 'The data channel is not subscribed to') };
      }
      const { publication } = subscription;
      if (canReply) publication.replier = subscription;
      else if (canReply === false && publication.replier === subscription) publication.replier = null;
      return { ...item, id: subscription.id };
    }),
  };
}

/** PUT datachannels/close, by the ids of this session. */
export function closeChannels(session: Session, { dataChannels }: CloseDataChannelsBody): ChannelsResult {
  return {
    dataChannels: dataChannels.map(({ id }) => {
      const use = session.dataChannels.close(id);
      return use
        ? itemOf(use)
        : { id, ...itemError('close_track_error', "Data channel doesn't exist or was already closed") };
    }),
  };
}

export function itemOf(use: ChannelUse): ChannelItem {
  const item: ChannelItem = { location: use.kind, dataChannelName: use.name, id: use.id };
  return use.kind === 'remote' ? { ...item, sessionId: use.publisherId } : item;
}

function policyOf({ ordered = true, maxRetransmits, maxPacketLifeTime }: DataChannelRequest): DeliveryPolicy {
  return {
    ordered,
    ...(maxRetransmits === undefined ? {} : { maxRetransmits }),
    ...(maxPacketLifeTime === undefined ? {} : { maxPacketLifeTime }),
  };
}

function isSamePolicy(a: DeliveryPolicy, b: DeliveryPolicy): boolean {
  return (
    a.ordered === b.ordered && a.maxRetransmits === b.maxRetransmits && a.maxPacketLifeTime === b.maxPacketLifeTime
  );
}
