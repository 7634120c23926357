import type { Codec } from './codecs.ts';
import type { ExtensionIds } from './extensions.ts';
import type { Direction } from './sdp-parse.ts';
import type { Subscription } from './subscriptions.ts';
import type { Track } from './tracks.ts';

/** One m= section of a session, and what flows in it. A rejected one (port 0) waits to be reused by the browser under a new mid. */
export type Line = MediaLine | ApplicationLine;

export interface ApplicationLine {
  kind: 'application';
  mid: string;
  rejected: boolean;
}

export interface MediaLine {
  kind: 'audio' | 'video';
  mid: string;
  rejected: boolean;
  /** What the browser said last; null as long as it has not answered our offer of this line. */
  remoteDirection: Direction | null;
  /** We take media in this line: the browser offered to send, or we asked it to. */
  receives: boolean;
  /** We offered to send and receive here, on the caller's wish: a track to send may be attached later. */
  bidirectional: boolean;
  codecs: Codec[];
  extensions: ExtensionIds;
  sendRids: string[];
  ssrcs: number[];
  /** What the browser publishes here. */
  track: Track | null;
  /** What the browser follows here. */
  subscription: Subscription | null;
  /** Publications and subscriptions that have ended here stay visible in the session's state, as inactive. */
  ended: EndedUse | null;
}

export interface EndedUse {
  location: 'local' | 'remote';
  trackName: string;
  sessionId: string | null;
}

/** What we say of a line: `sendonly` is our view, so it is what the browser receives. */
export function ourDirection(line: MediaLine, description: 'offer' | 'answer'): Direction {
  const remote = description === 'answer' ? line.remoteDirection : null;
  const receives = line.receives && remote !== 'recvonly' && remote !== 'inactive';
  const sends = (line.subscription !== null || line.bidirectional) && remote !== 'sendonly' && remote !== 'inactive';
  if (receives && sends) return 'sendrecv';
  if (receives) return 'recvonly';
  return sends ? 'sendonly' : 'inactive';
}

export function isMediaLine(line: Line): line is MediaLine {
  return line.kind !== 'application';
}
