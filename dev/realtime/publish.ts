import { randomUUID } from 'node:crypto';
import { OFFERED_CODECS } from './codecs.ts';
import { itemError } from './errors.ts';
import type { ItemError } from './errors.ts';
import type { MediaLine } from './lines.ts';
import { addLine, wantsToSend } from './negotiation.ts';
import type { TrackRequest } from './schemas.ts';
import type { Session } from './session.ts';
import { Track } from './tracks.ts';

export interface PublishedItem extends Partial<ItemError> {
  mid?: string | undefined;
  trackName?: string | undefined;
}

/** Publishes what the browser offers to send in the m-line `mid`. */
export function publishOffered(session: Session, { mid, trackName = '' }: TrackRequest): PublishedItem {
  const item = { mid, trackName };
  const line = session.mediaLines.find((candidate) => candidate.mid === mid);
  const [codec] = line?.codecs ?? [];
  if (!line || line.rejected || !codec || !wantsToSend(line.remoteDirection)) {
    return { ...item, ...itemError('invalid_session_description', `mid ${mid} is not offered to be sent in`) };
  }
  if (line.track?.name === trackName) return item;
  if (line.track || session.tracks.has(trackName)) {
    return { ...item, ...itemError('repeated_local_track_error', 'The mid or the name is already published') };
  }
  publish(session, line, trackName);
  return item;
}

/** Publishes all that is newly offered, under names we make up. */
export function publishDiscovered(session: Session): PublishedItem[] {
  return session.mediaLines
    .filter((line) => !line.rejected && line.track === null && line.receives && wantsToSend(line.remoteDirection))
    .map((line) => publishOffered(session, { location: 'local', mid: line.mid, trackName: randomUUID() }));
}

/** Asks the browser, by an offer of ours, to send a track. */
export function publishRequested(session: Session, request: TrackRequest): PublishedItem {
  const { trackName = '', kind = 'audio', bidirectionalMediaStream = false } = request;
  if (session.tracks.has(trackName)) {
    return { trackName, ...itemError('repeated_local_track_error', 'The name is already published') };
  }
  const line = addLine(session, kind, OFFERED_CODECS[kind], true);
  line.bidirectional = bidirectionalMediaStream;
  publish(session, line, trackName);
  return { mid: line.mid, trackName };
}

function publish(session: Session, line: MediaLine, name: string): void {
  const [codec] = line.codecs;
  if (!codec) throw new Error(`m-line ${line.mid} has no codec`);
  const feedback = { ssrc: session.rtcpSsrc, send: (rtcp: Buffer) => session.transport.sendRtcp(rtcp) };
  const track = new Track(session.id, name, line.kind, codec, feedback);
  session.tracks.set(name, track);
  line.track = track;
  line.receives = true;
  line.ended = null;
}
