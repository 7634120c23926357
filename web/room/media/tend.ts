import type { FollowedTrack, Person } from '../../../wire/room.ts';
import type { TrackKind } from '../../../wire/words.ts';
import type { Transport } from './transport.ts';
import { createSilence, packetsByMid } from './silence.ts';

export interface Ailing {
  /** mids in this connection of others' tracks to follow anew. */
  follow: string[];
  /** Own tracks to publish anew. */
  publish: TrackKind[];
  replace: boolean;
}

/**
 * Looks for single tracks that have died while the rest goes on. A shared screen that stands still sends next to nothing, so
 * only voices and cameras are judged. Of a person who is away, nothing is expected.
 */
export function createTender(): (
  transport: Transport,
  report: RTCStatsReport,
  people: ReadonlyMap<number, Person>,
  now: number,
) => Ailing {
  const judges = { mic: createSilence<string>(), cam: createSilence<string>(), own: createSilence<TrackKind>() };
  return (transport, report, people, now) => {
    const [arrived, sent] = [packetsByMid(report, 'in'), packetsByMid(report, 'out')];
    const judge = (kind: 'mic' | 'cam') => {
      const expected = transport.follower.all().filter((track) => track.kind === kind && isExpected(people, track));
      return judges[kind](
        expected.map(({ n, mid }) => ({ key: String(n), packets: arrived.get(mid) ?? 0 })),
        now,
      );
    };
    const [voices, pictures] = [judge('mic'), judge('cam')];
    const own = judges.own(
      transport.publisher.sending().map(([kind, mid]) => ({ key: kind, packets: sent.get(mid) ?? 0 })),
      now,
    );
    return {
      follow: [
        ...voices.renew.map((n) => transport.follower.midOf(Number(n), 'mic')),
        ...pictures.renew.map((n) => transport.follower.midOf(Number(n), 'cam')),
      ].filter((mid) => mid !== undefined),
      publish: own.renew,
      // A picture may have stopped on the other side, as on a phone in a pocket; a voice flows even when it is muted.
      replace: own.replace || voices.replace,
    };
  };
}

function isExpected(people: ReadonlyMap<number, Person>, { n, kind }: FollowedTrack): boolean {
  const person = people.get(n);
  if (!person || person.away) return false;
  return kind === 'mic' || person.cam;
}
