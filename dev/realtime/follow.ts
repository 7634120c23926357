import { itemError } from './errors.ts';
import type { ItemError } from './errors.ts';
import { DEFAULT_PREFERENCES } from './layer-choice.ts';
import type { LayerPreferences } from './layer-choice.ts';
import { isMediaLine } from './lines.ts';
import type { MediaLine } from './lines.ts';
import { addLine, wantsToReceive } from './negotiation.ts';
import type { SimulcastRequest, TrackRequest } from './schemas.ts';
import type { Session } from './session.ts';
import type { Sessions } from './sessions.ts';
import { Subscription } from './subscriptions.ts';
import type { Track } from './tracks.ts';

/** Finds a publication, and waits for its first packet: only then is its codec known. */
export async function locateTrack(
  sessions: Sessions,
  { sessionId, trackName }: Pick<TrackRequest, 'sessionId' | 'trackName'>,
): Promise<Track | ItemError> {
  const publisher = sessions.find(sessionId ?? '');
  const track = publisher?.tracks.get(trackName ?? '');
  if (!publisher || !track)
    return itemError('not_found_track_error', 'The track does not exist or its publisher is gone');
  if (await track.waitMedia(publisher.surroundings.patience)) return track;
  return itemError('empty_track_error', 'No media packets have come from the publisher');
}

export function preferencesOf(simulcast: SimulcastRequest | undefined, before = DEFAULT_PREFERENCES): LayerPreferences {
  return {
    preferredRid: simulcast?.preferredRid ?? before.preferredRid,
    priorityOrdering: simulcast?.priorityOrdering ?? before.priorityOrdering,
    ridNotAvailable: simulcast?.ridNotAvailable ?? before.ridNotAvailable,
  };
}

/** Follows a track in a new m-line of ours, or in the existing bidirectional one that `mid` names. */
export function followInOurOffer(session: Session, track: Track, request: TrackRequest): MediaLine | ItemError {
  if (request.mid === undefined) {
    const line = addLine(session, track.kind, [track.codec], false);
    return subscribe(session, line, track, request);
  }
  const line = session.mediaLines.find((candidate) => isNamed(candidate, request.mid ?? ''));
  if (!line || line.subscription || !(line.bidirectional || wantsToReceive(line.remoteDirection))) {
    return itemError('invalid_params', `No transceiver ${request.mid} is free to receive`);
  }
  return subscribe(session, line, track, request);
}

/** Follows a track in an m-line the browser has offered to receive in: the one `mid` names, or the first free one. */
export function followInTheirOffer(session: Session, track: Track, request: TrackRequest): MediaLine | ItemError {
  const line = session.lines.find(
    (candidate): candidate is MediaLine =>
      isMediaLine(candidate) &&
      !candidate.rejected &&
      candidate.subscription === null &&
      wantsToReceive(candidate.remoteDirection) &&
      (request.mid === undefined ? candidate.kind === track.kind && !candidate.track : isNamed(candidate, request.mid)),
  );
  if (!line) return itemError('invalid_session_description', 'The offer has no media section to receive this track in');
  const subscribed = subscribe(session, line, track, request);
  if (!('errorCode' in subscribed)) line.subscription?.start();
  return subscribed;
}

function isNamed(line: MediaLine, mid: string): boolean {
  return mid.startsWith('#') ? line.track?.name === mid.slice(1) : line.mid === mid;
}

function subscribe(session: Session, line: MediaLine, track: Track, request: TrackRequest): MediaLine | ItemError {
  const codec = line.codecs.find(({ key }) => key === track.codec.key);
  if (line.kind !== track.kind || !codec) {
    return itemError('invalid_session_description', `The media section cannot carry ${track.codec.name}`);
  }
  if (!line.receives) line.codecs = [codec];
  const format = {
    mid: line.mid,
    payloadType: codec.payloadType,
    rtxPayloadType: codec.rtxPayloadType,
    extensions: line.extensions,
  };
  const subscription = new Subscription(track, session.transport, format, preferencesOf(request.simulcast));
  session.subscriptions.set(subscription.ssrc, subscription);
  if (subscription.rtxSsrc !== null) session.subscriptions.set(subscription.rtxSsrc, subscription);
  line.subscription = subscription;
  line.ended = null;
  return line;
}
