import type { Layer } from './layers.ts';
import type { Session } from './session.ts';
import type { Sessions } from './sessions.ts';
import type { Subscription } from './subscriptions.ts';
import type { Track } from './tracks.ts';

/** Everything worth counting, for tests and benches. */
export function statsOf(sessions: Sessions): object {
  const cpu = process.cpuUsage();
  return {
    at: Date.now(),
    cpuMs: (cpu.user + cpu.system) / 1000,
    rssBytes: process.memoryUsage.rss(),
    sessions: sessions.all.map(sessionStats),
  };
}

function sessionStats(session: Session): object {
  const { id, transport, intake, bandwidth } = session;
  return {
    id,
    connected: transport.connected,
    srtpProfile: transport.profile,
    dataChannelsConnected: session.dataChannels.connected,
    awaitingAnswer: session.awaitingAnswer,
    ...transport.counters,
    unknownPackets: intake.unknownPackets,
    bandwidth,
    lines: session.lines.length,
    tracks: [...session.tracks.values()].map(trackStats),
    subscriptions: session.mediaLines.flatMap(({ subscription }) =>
      subscription ? [subscriptionStats(subscription)] : [],
    ),
  };
}

function trackStats(track: Track): object {
  const { name, kind, codec } = track;
  return {
    name,
    kind,
    codec: codec.key,
    followers: track.followers.size,
    layers: [...track.layers.values()].map(layerStats),
  };
}

function layerStats({ rid, bitsPerSecond, reception, counters }: Layer): object {
  const { received, lost, recovered, nacked } = reception;
  return { rid, bitsPerSecond, received, lost, recovered, nacked, ...counters };
}

function subscriptionStats({ track, active, current, counters }: Subscription): object {
  return { trackName: track.name, kind: track.kind, active, rid: current?.rid ?? null, ...counters };
}
