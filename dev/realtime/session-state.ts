import { itemOf } from './channel-operations.ts';
import type { ChannelItem } from './channel-operations.ts';
import { SERVER_EVENTS } from './data-channels.ts';
import type { ChannelStatus } from './data-channels.ts';
import type { MediaLine } from './lines.ts';
import type { Session } from './session.ts';

interface TrackState {
  location: 'local' | 'remote';
  mid: string;
  trackName: string;
  sessionId?: string;
  status: 'active' | 'inactive';
}

/** GET of a session: what it publishes and follows, ended things included. */
export function stateOf(session: Session): { tracks: TrackState[]; dataChannels: ChannelItem[] } {
  const { dataChannels } = session;
  const channels: (ChannelItem & { status: ChannelStatus })[] = [...dataChannels.uses.values()].map((use) => ({
    ...itemOf(use),
    status: dataChannels.status(use),
  }));
  if (dataChannels.serverEvents) {
    channels.unshift({ location: 'remote', dataChannelName: SERVER_EVENTS, id: 0, status: dataChannels.status(null) });
  }
  return { tracks: session.mediaLines.flatMap(trackStates), dataChannels: channels };
}

function trackStates({ mid, track, subscription, ended }: MediaLine): TrackState[] {
  const states: TrackState[] = [];
  if (track) states.push({ location: 'local', mid, trackName: track.name, status: 'active' });
  if (subscription) {
    const { name, sessionId, closed } = subscription.track;
    states.push({ location: 'remote', mid, trackName: name, sessionId, status: closed ? 'inactive' : 'active' });
  }
  if (ended && states.length === 0) {
    const { location, trackName, sessionId } = ended;
    states.push({ location, mid, trackName, ...(sessionId === null ? {} : { sessionId }), status: 'inactive' });
  }
  return states;
}
