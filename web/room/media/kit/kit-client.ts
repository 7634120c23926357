import { AppError } from '../../../../wire/errors.ts';
import type { KitPlace } from '../../../../wire/kit.ts';
import type { TrackKind } from '../../../../wire/words.ts';
import { createAfterglow } from '../afterglow.ts';
import type { MediaClient, MediaEvents } from '../client.ts';
import { createDenials } from '../denials.ts';
import type { Thrift } from '../thrift.ts';
import { createGate } from './gate.ts';
import { holdToTheRoom } from './hold.ts';
import { createKitLevels, measureMeeting, ownKitLevel } from './measure.ts';
import { isDenial, joinMeeting, loadKit, type KitMeeting } from './meeting.ts';

/** A meeting that was well for so long, ms, starts a new count of tries. */
const WELL_FOR = 15_000;
/** The Room's word on a shared screen comes within a round trip; without it we share, and the Room corrects us later. ms */
const SCREEN_ANSWERED_WITHIN = 3_000;

/** The media port on RealtimeKit: the Room gives places in a meeting of the service's, the service's client moves the tracks. */
export function createKitClient(_iceServers: RTCIceServer[], events: MediaEvents): MediaClient {
  let meeting: KitMeeting | null = null;
  let joining: KitPlace | null = null;
  let wanted: ReadonlyMap<TrackKind, MediaStreamTrack> = new Map();
  let me = -1;
  let isIn = false;
  let closed = false;
  let attempt = 0;
  let thrift: Thrift = 'all';
  let retry: ReturnType<typeof setTimeout> | undefined;
  let calm: ReturnType<typeof setTimeout> | undefined;
  let screen: PromiseWithResolvers<void> | null = null;

  const denials = createDenials();
  const glow = createAfterglow(events.onTrack);
  // A picture may glow on while its sender comes again; a voice that was turned off is not heard for a moment longer.
  const show: MediaEvents['onTrack'] = (n, kind, track) =>
    kind === 'cam' || kind === 'screen' ? glow.show(n, kind, track) : events.onTrack(n, kind, track);
  const gate = createGate(show, events.people, (kind) => kind !== 'cam' || thrift !== 'least');
  const readLevels = createKitLevels();
  const host = holdToTheRoom(events.people, () => meeting);

  async function begin(place: KitPlace): Promise<void> {
    drop();
    joining = place;
    try {
      const mine = await joinMeeting(place, {
        onTrack: (n, kind, track) => joining === place && gate.bring(n, kind, track),
        onState: (state) => joining === place && hear(state),
        onTaken: () => joining === place && syncLater(),
        onDead: () => joining === place && replace(),
      });
      if (joining !== place) return mine.close();
      meeting = mine;
      mine.spare(thrift);
      mine.others.again();
      hear('well');
      await mine.own.sync(wanted);
    } catch (error) {
      console.warn('The meeting could not be joined', error);
      if (joining !== place) return;
      if (isDenial(error)) denials.count();
      replace();
    }
  }

  function hear(state: 'well' | 'lost'): void {
    clearTimeout(calm);
    if (state === 'well') {
      denials.forget();
      calm = setTimeout(() => (attempt = 0), WELL_FOR);
    }
    events.onTransport(state);
  }

  /** Asks the Room for another place: at once the first time, then with backoff. */
  function replace(): void {
    drop();
    events.onTransport(denials.state());
    if (closed) return;
    retry = setTimeout(askForPlace, denials.pause(attempt));
    attempt += 1;
  }
  function askForPlace(): void {
    clearTimeout(retry);
    if (isIn) events.send({ t: 'kit' });
  }
  function drop(): void {
    clearTimeout(retry);
    clearTimeout(calm);
    const old = meeting;
    meeting = null;
    joining = null;
    old?.close();
    gate.clear();
  }

  function syncLater(): void {
    meeting?.own.sync(wanted).catch((error: unknown) => console.warn('Own tracks were not taken', error));
  }

  return {
    warm() {
      loadKit().catch((error: unknown) => console.info('The service’s client comes later', error));
    },
    entry: () => null,
    async publish(tracks) {
      const isNew = tracks.has('screen') && !wanted.has('screen');
      if (isNew) await screen?.promise;
      wanted = new Map(tracks);
      await meeting?.own.sync(wanted);
    },
    async drop(kinds) {
      wanted = new Map([...wanted].filter(([kind]) => !kinds.includes(kind)));
      await meeting?.own.sync(wanted);
    },
    said(message) {
      if (message.t === 'stop') return host.ordered();
      if (message.t !== 'state') return;
      if (message.mic === false) meeting?.own.hush();
      if (message.screen === true) screen = answered();
      syncLater();
    },
    entered(welcome) {
      isIn = true;
      me = welcome.n;
      if (welcome.kit) void begin(welcome.kit);
      // The page was in before, and its place was lost while the Room could not be asked.
      else if (!joining && attempt > 0) replace();
      queueMicrotask(gate.look);
      return Promise.resolve();
    },
    receive(message) {
      if (message.t === 'kit') void begin(message);
      else if (message.t === 'error' && message.re === 'kit') {
        if (message.code === 'media_denied') denials.count();
        replace();
      } else if (message.t === 'error' && message.re === 'state') {
        screen?.reject(new AppError(message.code, { message: message.message }));
      } else if (message.t === 'set' && message.n === me && message.screen === true) screen?.resolve();
      // The room's state is changed after this, in the same task.
      if (message.t === 'set' || message.t === 'in' || message.t === 'out') queueMicrotask(gate.look);
    },
    online: () => undefined,
    offline() {
      isIn = false;
    },
    again() {
      if (!meeting) askForPlace();
    },
    tileSize: () => undefined,
    spare(how) {
      thrift = how;
      meeting?.spare(how);
      gate.look();
    },
    levels: () => (meeting ? readLevels(meeting) : new Map()),
    ownLevel: async () => (meeting ? ownKitLevel(meeting) : 0),
    measure: async () => (meeting ? measureMeeting(meeting) : null),
    close() {
      closed = true;
      drop();
      glow.clear();
    },
  };
}

/** Resolves without an answer, too: the Room may be away for a moment. */
function answered(): PromiseWithResolvers<void> {
  const word = Promise.withResolvers<void>();
  setTimeout(word.resolve, SCREEN_ANSWERED_WITHIN);
  // Somebody who shares is asked for it in any case; refused without being asked is no error.
  word.promise.catch(() => undefined);
  return word;
}
