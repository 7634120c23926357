import { invalidParams, itemError, sessionGone } from './errors.ts';
import type { ItemError } from './errors.ts';
import { followInOurOffer, followInTheirOffer, locateTrack, preferencesOf } from './follow.ts';
import { answerOf, applyOffer, offerOf } from './negotiation.ts';
import { publishDiscovered, publishOffered, publishRequested } from './publish.ts';
import type {
  CloseTracksBody,
  Description,
  SimulcastRequest,
  TrackRequest,
  TracksBody,
  UpdateTracksBody,
} from './schemas.ts';
import type { Session } from './session.ts';
import type { Sessions } from './sessions.ts';
import type { Track } from './tracks.ts';

/** Documented: tracks added in one request. */
const TRACKS_MAX = 64;

interface TrackItem extends Partial<ItemError> {
  mid?: string | undefined;
  trackName?: string | undefined;
  sessionId?: string | undefined;
  simulcast?: SimulcastRequest | undefined;
}

export interface TracksResult {
  requiresImmediateRenegotiation: boolean;
  tracks: TrackItem[];
  sessionDescription?: Description;
}

/** POST tracks/new. */
export async function newTracks(session: Session, sessions: Sessions, body: TracksBody): Promise<TracksResult> {
  const tracks = body.tracks ?? [];
  checkNewTracks(body, tracks);
  return session.negotiate(async () => {
    if (session.lines.length > 0) await session.requireConnected();
    if (tracks.some((track) => track.location === 'remote'))
      return follow(session, sessions, tracks, body.sessionDescription);
    if (body.sessionDescription)
      return publishTheirOffer(session, tracks, body.sessionDescription, body.autoDiscover ?? false);
    return publishOurOffer(session, tracks);
  });
}

function checkNewTracks(body: TracksBody, tracks: readonly TrackRequest[]): void {
  if (tracks.length === 0 && !body.autoDiscover) throw invalidParams('At least one track is expected');
  if (tracks.length > TRACKS_MAX) throw invalidParams(`At most ${TRACKS_MAX} tracks are expected`);
  if (new Set(tracks.map((track) => track.location)).size > 1) {
    throw invalidParams('Local and remote tracks in one request are not supported');
  }
  if (body.autoDiscover && !body.sessionDescription) throw invalidParams('autoDiscover needs a sessionDescription');
  for (const track of tracks) {
    if (!track.trackName) throw invalidParams('trackName is missing');
    if (track.location === 'remote' && !track.sessionId) throw invalidParams('sessionId of a remote track is missing');
    if (track.location === 'remote') continue;
    if (body.sessionDescription && !track.mid) throw invalidParams('mid of an offered track is missing');
    if (!body.sessionDescription && !track.kind)
      throw invalidParams('kind is missing: there is no offer to take it from');
  }
}

function publishTheirOffer(
  session: Session,
  requests: readonly TrackRequest[],
  offer: Description,
  autoDiscover: boolean,
): TracksResult {
  applyOffer(session, offer);
  const tracks = requests.map((request) => publishOffered(session, request));
  if (autoDiscover) tracks.push(...publishDiscovered(session));
  return { requiresImmediateRenegotiation: false, tracks, sessionDescription: answerOf(session) };
}

function publishOurOffer(session: Session, requests: readonly TrackRequest[]): TracksResult {
  const tracks = requests.map((request) => publishRequested(session, request));
  if (tracks.every((track) => track.errorCode)) return { requiresImmediateRenegotiation: false, tracks };
  return { requiresImmediateRenegotiation: true, tracks, sessionDescription: offerOf(session) };
}

async function follow(
  session: Session,
  sessions: Sessions,
  requests: readonly TrackRequest[],
  offer: Description | undefined,
): Promise<TracksResult> {
  const located = await Promise.all(
    requests.map(async (request) => ({ request, track: await locateTrack(sessions, request) })),
  );
  if (session.closed) throw sessionGone();
  if (offer) applyOffer(session, offer);
  const attach = offer ? followInTheirOffer : followInOurOffer;
  const tracks = located.map(({ request, track }): TrackItem => {
    const item = { sessionId: request.sessionId, trackName: request.trackName };
    if ('errorCode' in track) return { ...item, ...track };
    const line = attach(session, track, request);
    if ('errorCode' in line) return { ...item, ...line };
    return { ...item, mid: line.mid, ...(request.simulcast ? { simulcast: request.simulcast } : {}) };
  });
  if (offer) return { requiresImmediateRenegotiation: false, tracks, sessionDescription: answerOf(session) };
  if (tracks.every((track) => track.errorCode)) return { requiresImmediateRenegotiation: false, tracks };
  return { requiresImmediateRenegotiation: true, tracks, sessionDescription: offerOf(session) };
}

/** PUT tracks/close. By force it needs no exchange, so it is possible during one. */
export async function closeTracks(session: Session, body: CloseTracksBody): Promise<TracksResult> {
  const { sessionDescription, force } = body;
  if (force)
    return { requiresImmediateRenegotiation: false, tracks: body.tracks.map(({ mid }) => closeMid(session, mid)) };
  if (!sessionDescription) throw invalidParams('A close without force needs an offer as sessionDescription');
  return session.negotiate(async () => {
    const tracks = body.tracks.map(({ mid }) => closeMid(session, mid));
    applyOffer(session, sessionDescription);
    return { requiresImmediateRenegotiation: false, tracks, sessionDescription: answerOf(session) };
  });
}

function closeMid(session: Session, mid: string): TrackItem {
  const line = session.mediaLines.find((candidate) => candidate.mid === mid);
  if (!line || (!line.track && !line.subscription)) {
    return { mid, ...itemError('close_track_error', "Track doesn't exist or was already closed") };
  }
  if (line.track) session.endTrack(line.track);
  session.endSubscription(line);
  line.bidirectional = false;
  return { mid };
}

/** PUT tracks/update: another track in the same transceiver, or another layer of the same one. */
export async function updateTracks(
  session: Session,
  sessions: Sessions,
  body: UpdateTracksBody,
): Promise<TracksResult> {
  const tracks = await Promise.all(
    body.tracks.map(async (request): Promise<TrackItem> => {
      const { mid, sessionId, trackName, simulcast } = request;
      const item: TrackItem = { mid, sessionId, trackName, ...(simulcast ? { simulcast } : {}) };
      const subscription = session.mediaLines.find((line) => line.mid === mid)?.subscription;
      if (!subscription) return { ...item, ...itemError('update_track_error', 'No track is received at this mid') };
      const { track: current } = subscription;
      const isOther = trackName !== undefined && (trackName !== current.name || sessionId !== current.sessionId);
      const track: Track | ItemError = isOther ? await locateTrack(sessions, request) : current;
      if ('errorCode' in track) return { ...item, ...track };
      if (track.codec.key !== current.codec.key) {
        return { ...item, ...itemError('update_track_error', 'The track has another codec than the transceiver') };
      }
      if (simulcast && [...track.layers.keys()].every((rid) => rid === '')) {
        return { ...item, ...itemError('update_track_error', 'The track is not published with simulcast') };
      }
      subscription.preferences = preferencesOf(simulcast, subscription.preferences);
      if (track === current) subscription.reconsider();
      else subscription.replaceTrack(track);
      return item;
    }),
  );
  return { requiresImmediateRenegotiation: false, tracks };
}
