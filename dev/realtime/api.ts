import { createHash, timingSafeEqual } from 'node:crypto';
import { closeChannels, establish, newChannels, updateChannels } from './channel-operations.ts';
import { ApiError, invalidDescription } from './errors.ts';
import { answerOf, applyAnswer, applyOffer } from './negotiation.ts';
import {
  CloseDataChannelsRequest,
  CloseTracksRequest,
  DataChannelsRequest,
  decode,
  EstablishRequest,
  NewSessionRequest,
  RenegotiateRequest,
  TracksRequest,
  UpdateTracksRequest,
} from './schemas.ts';
import { stateOf } from './session-state.ts';
import type { Session } from './session.ts';
import type { Sessions } from './sessions.ts';
import { closeTracks, newTracks, updateTracks } from './track-operations.ts';

export interface AppCredentials {
  appId: string;
  appSecret: string;
}

export interface ApiRequest {
  method: string;
  path: string;
  authorization: string | undefined;
  /** The parsed JSON body; undefined when there was none. */
  body: unknown;
}

export interface ApiAnswer {
  status: number;
  body: object;
}

type Operation = (session: Session, body: unknown, sessions: Sessions) => object | Promise<object>;

/** The operations of a session, by method and path below it. */
const OPERATIONS: Record<string, Operation> = {
  'GET ': (session) => stateOf(session),
  'POST tracks/new': (session, body, sessions) => newTracks(session, sessions, decode(TracksRequest, body)),
  'PUT tracks/close': (session, body) => closeTracks(session, decode(CloseTracksRequest, body)),
  'PUT tracks/update': (session, body, sessions) => updateTracks(session, sessions, decode(UpdateTracksRequest, body)),
  'PUT renegotiate': (session, body) => {
    applyAnswer(session, decode(RenegotiateRequest, body).sessionDescription);
    return {};
  },
  'POST datachannels/establish': (session, body) => establish(session, decode(EstablishRequest, body)),
  'POST datachannels/new': (session, body, sessions) =>
    newChannels(session, sessions, decode(DataChannelsRequest, body).dataChannels),
  'PUT datachannels/update': (session, body) => updateChannels(session, decode(DataChannelsRequest, body).dataChannels),
  'PUT datachannels/close': (session, body) => closeChannels(session, decode(CloseDataChannelsRequest, body)),
};

const PATH = /^\/v1\/apps\/([^/]+)\/sessions\/([^/]+)(?:\/(.+))?$/;

/** Answers one call of the documented API; throws ApiError for refusals. */
export async function answerApi(
  credentials: AppCredentials,
  sessions: Sessions,
  request: ApiRequest,
): Promise<ApiAnswer> {
  const [, appId, sessionId = '', rest = ''] = PATH.exec(request.path) ?? [];
  if (appId === undefined) throw new ApiError(404, 'not_found', 'There is no such path');
  if (appId !== credentials.appId) throw new ApiError(404, 'not_found', 'The app was not found');
  if (!isSame(request.authorization ?? '', `Bearer ${credentials.appSecret}`)) {
    throw new ApiError(401, 'unauthorized', 'The app secret was not accepted');
  }
  if (sessionId === 'new' && rest === '' && request.method === 'POST') return newSession(sessions, request.body);
  const operation = OPERATIONS[`${request.method} ${rest}`];
  if (!operation) throw new ApiError(404, 'not_found', `There is no operation ${request.method} ${rest}`);
  return { status: 200, body: await operation(sessions.require(sessionId), request.body, sessions) };
}

function newSession(sessions: Sessions, body: unknown): ApiAnswer {
  const { sessionDescription } = decode(NewSessionRequest, body ?? {});
  if (sessionDescription && sessionDescription.type !== 'offer') throw invalidDescription('An offer was expected');
  const session = sessions.create();
  if (!sessionDescription) return { status: 201, body: { sessionId: session.id } };
  applyOffer(session, sessionDescription);
  return { status: 201, body: { sessionId: session.id, sessionDescription: answerOf(session) } };
}

function isSame(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
