import { AppError } from '../../../wire/errors.ts';
import type { TrackKind } from '../../../wire/words.ts';
import { createAfterglow } from './afterglow.ts';
import type { MediaClient, MediaEvents } from './client.ts';
import { createDenials } from './denials.ts';
import { chooseLayers } from './layers.ts';
import { createLevels, readOwnLevel } from './levels.ts';
import type { createTender } from './tend.ts';
import type { Thrift } from './thrift.ts';
import type { Transport } from './transport.ts';
import { createTransport } from './transport.ts';

/** A transport that was well for so long, ms, starts a new count: one that dies every few seconds is replaced less and less often. */
const WELL_FOR = 15_000;

/** The `sfu` implementation of the media port: signalling rides on the Room's socket. */
export function createSfuClient(iceServers: RTCIceServer[], events: MediaEvents): MediaClient {
  let transport: Transport | null = null;
  let wanted: ReadonlyMap<TrackKind, MediaStreamTrack> = new Map();
  const screen = createAfterglow(events.onTrack);
  let line = Promise.withResolvers<void>();
  let isOnline = false;
  let isIn = false;
  let inDoubt = false;
  let thrift: Thrift = 'all';
  let closed = false;
  /** `warm` messages not yet answered: only the answer to the newest is ours. */
  let warming = 0;
  let attempt = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let calm: ReturnType<typeof setTimeout> | undefined;
  let tender: Promise<ReturnType<typeof createTender>> | undefined;

  const denials = createDenials();
  const readLevels = createLevels();
  const layers = chooseLayers((n, rid) => {
    const mid = transport?.follower.midOf(n, 'cam');
    if (mid === undefined || !isIn) return false;
    events.send({ t: 'layer', mid, rid });
    return true;
  });

  function onTrack(n: number, kind: TrackKind, track: MediaStreamTrack | null): void {
    screen.show(n, kind, track);
    if (track && kind === 'cam') layers.followed(n);
  }

  function make(): void {
    if (closed) return;
    const mine = createTransport({
      iceServers,
      thrift,
      online: () => line.promise,
      send(message) {
        if (transport !== mine) return;
        if (message.t === 'warm') warming += 1;
        events.send(message);
      },
      onTrack,
      reachable: events.reachable,
      onWell() {
        clearTimeout(calm);
        calm = setTimeout(() => (attempt = 0), WELL_FOR);
        denials.forget();
        events.onTransport('well');
      },
      onDead: () => replace(mine),
    });
    transport = mine;
  }

  /** A new transport for a dead one, at once the first time and then with backoff. The Room follows and we publish again. */
  function replace(dead: Transport): void {
    if (transport !== dead) return;
    drop();
    retry = setTimeout(make, denials.pause(attempt));
    attempt += 1;
  }
  function drop(): void {
    clearTimeout(retry);
    clearTimeout(calm);
    transport?.close();
    transport = null;
    inDoubt = false;
    events.onTransport(denials.state());
  }

  async function sync(): Promise<void> {
    const mine = transport;
    if (!mine || !isIn) return;
    try {
      await mine.sync(() => wanted);
    } catch (error) {
      if (mine !== transport) return;
      const refused = error instanceof AppError && error.code !== 'media_unavailable' && error.code !== 'media_refused';
      if (refused) throw error;
      replace(mine);
    }
  }
  /** Publishing that nobody waits for. A refusal was shown when it was asked for; here the tracks just stay unpublished. */
  function syncLater(): void {
    sync().catch((error: unknown) => console.warn('Own tracks were refused', error));
  }

  /** Single tracks that have died while the rest goes on. Needed seconds after the first picture at the earliest: loaded then. */
  async function tend(mine: Transport, report: RTCStatsReport): Promise<void> {
    tender ??= import('./tend.ts').then(({ createTender }) => createTender());
    const ailing = (await tender)(mine, report, events.people(), performance.now());
    if (mine !== transport || !isIn) return;
    if (ailing.replace) return replace(mine);
    if (ailing.follow.length > 0) events.send({ t: 'silent', mids: ailing.follow });
    if (ailing.publish.length > 0) {
      await mine.renew(ailing.publish);
      syncLater();
    }
  }

  return {
    warm() {
      if (!transport) make();
    },
    entry: () => transport?.entry(() => wanted) ?? null,
    publish(tracks) {
      wanted = new Map(tracks);
      return sync();
    },
    async drop(kinds) {
      wanted = new Map([...wanted].filter(([kind]) => !kinds.includes(kind)));
      await transport?.drop(kinds);
    },
    entered(welcome) {
      isIn = true;
      // Without an answer here it comes later as `published`: the Room welcomes before a slow service has answered.
      if (welcome.media === false && transport?.isWarmed()) replace(transport);
      if (welcome.publish) transport?.receive({ t: 'published', answer: welcome.publish.answer });
      if (welcome.follow) transport?.receive({ t: 'follow', ...welcome.follow });
      transport?.follower.keepOnly(welcome.people);
      const settled = transport?.settled();
      syncLater();
      return settled ?? Promise.resolve();
    },
    receive(message) {
      if (message.t === 'rewarm') {
        if (transport) replace(transport);
        return;
      }
      const ofWarm = message.t === 'warmed' || (message.t === 'error' && message.re === 'warm');
      if (ofWarm && message.t === 'error' && message.code === 'media_denied') denials.count();
      if (ofWarm) warming = Math.max(0, warming - 1);
      if (ofWarm && warming > 0) return;
      if (message.t === 'warmed') {
        screen.fade();
        transport?.receive(message);
        syncLater();
      } else transport?.receive(message);
    },
    online() {
      isOnline = true;
      line.resolve();
      if (inDoubt) {
        drop();
        make();
      }
    },
    offline() {
      if (isOnline) line = Promise.withResolvers();
      isOnline = false;
      isIn = false;
      warming = 0;
      inDoubt = transport?.isInDoubt() ?? false;
    },
    again() {
      clearTimeout(retry);
      if (!transport) make();
    },
    tileSize: layers.tileSize,
    spare(how) {
      if (how === thrift) return;
      thrift = how;
      layers.spare(how);
      transport?.publisher.spare(how);
    },
    levels: () => readLevels(transport?.follower.receivers('mic') ?? []),
    ownLevel: () => readOwnLevel(transport?.publisher.mic()),
    async measure() {
      const mine = transport;
      if (mine?.pc.connectionState !== 'connected') return null;
      const [report, { readQuality }] = await Promise.all([mine.pc.getStats(), import('./quality.ts')]);
      if (isIn) await tend(mine, report);
      return readQuality(report);
    },
    async playout() {
      const [report, { readPlayout }] = await Promise.all([transport?.pc.getStats(), import('./playout.ts')]);
      return report ? readPlayout(report) : new Map();
    },
    close() {
      closed = true;
      clearTimeout(retry);
      clearTimeout(calm);
      layers.close();
      transport?.close();
      transport = null;
      screen.clear();
    },
  };
}
