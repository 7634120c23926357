import { AppError } from '../../../wire/errors.ts';
import type { ClientMessageInput, RoomMessage } from '../../../wire/room.ts';
import type { TrackKind } from '../../../wire/words.ts';
import type { Publication } from './client.ts';
import { reportFlow } from './flow.ts';
import type { Follower } from './follow.ts';
import { createFollower } from './follow.ts';
import { watchTransport } from './heal.ts';
import type { Publisher } from './publish.ts';
import { createPublisher } from './publish.ts';
import { createQueue } from './queue.ts';
import type { Thrift } from './thrift.ts';
import { createVitals } from './vitals.ts';

/** An unanswered offer after this long means that the media session is of no use, ms (the SFU itself waits 5 s at most). */
const ANSWER_WITHIN = 12_000;
/** An answer sent this shortly before the socket was lost may not have arrived, ms. */
const ANSWER_IN_DOUBT = 3_000;

/** Which of our questions an `error` about a message of that kind answers. */
const REFUSES: Partial<Record<string, Pending['reply']>> = { warm: 'warmed', publish: 'published', enter: 'published' };

export type Wanted = () => ReadonlyMap<TrackKind, MediaStreamTrack>;

export interface TransportOptions {
  iceServers: RTCIceServer[];
  thrift: Thrift;
  /** Resolves while the Room's socket is open. */
  online: () => Promise<void>;
  send: (message: ClientMessageInput) => void;
  onTrack: (n: number, kind: TrackKind, track: MediaStreamTrack | null) => void;
  /** Does the way to the Room work right now? */
  reachable: () => Promise<boolean>;
  onWell: () => void;
  /** It is of no use any more; the owner closes it and makes another. */
  onDead: () => void;
}

/** One peer connection and its media session at the service. All negotiation runs through one queue. */
export interface Transport {
  pc: RTCPeerConnection;
  follower: Follower;
  publisher: Pick<Publisher, 'spare' | 'mic' | 'sending'>;
  receive: (message: RoomMessage) => void;
  /** The offer to go along with `enter`, when it can be made without waiting for anything. */
  entry: (wanted: Wanted) => Promise<Publication | null> | null;
  sync: (wanted: Wanted) => Promise<void>;
  /** Forgets what the Room closed at the service. */
  drop: (kinds: readonly TrackKind[]) => Promise<void>;
  /** Publishes these anew, together with whatever else is to change. */
  renew: (kinds: readonly TrackKind[]) => Promise<void>;
  /** Resolves when all that was negotiated until now is done. */
  settled: () => Promise<void>;
  /** The Room has answered it: it must know it from now on. */
  isWarmed: () => boolean;
  /** The socket was lost: true when it is in doubt what the Room knows, so that this transport cannot go on. */
  isInDoubt: () => boolean;
  close: () => void;
}

interface Pending {
  reply: 'warmed' | 'published';
  resolve: (answer: string | null) => void;
  reject: (error: Error) => void;
}

export function createTransport(options: TransportOptions): Transport {
  const pc = new RTCPeerConnection({ bundlePolicy: 'max-bundle', iceServers: options.iceServers });
  const queue = createQueue();
  const publisher = createPublisher(pc);
  publisher.spare(options.thrift);
  const follower = createFollower(pc, options.onTrack);
  let pending: Pending | null = null;
  /** Follows of the Room that are not answered yet. They go before any offer of ours: the Room looks at none until then. */
  let owed = 0;
  let warmed = false;
  let closed = false;
  let answeredAt = -ANSWER_IN_DOUBT;
  let stopWatching = () => {};

  function fail(): void {
    if (!closed) options.onDead();
  }

  /** Sends an offer and waits for its answer; null when a follow of the Room has crossed it. */
  function ask(reply: Pending['reply'], send: () => void): Promise<string | null> {
    return new Promise<string | null>((resolve, reject) => {
      const timer = setTimeout(() => settle()?.reject(new AppError('media_unavailable')), ANSWER_WITHIN);
      const done = () => clearTimeout(timer);
      pending = { reply, resolve: (answer) => (done(), resolve(answer)), reject: (error) => (done(), reject(error)) };
      send();
    });
  }
  function settle(): Pending | null {
    const settled = pending;
    pending = null;
    return settled;
  }

  async function connect(): Promise<void> {
    // The SFU makes its media session from this channel alone, so the transport connects with nothing published.
    pc.createDataChannel('server-events');
    await pc.setLocalDescription();
    await options.online();
    if (closed) return;
    const answer = await ask('warmed', () => options.send({ t: 'warm', offer: localSdp(pc) }));
    await pc.setRemoteDescription({ type: 'answer', sdp: answer ?? '' });
    if (closed) return;
    const look = createVitals(pc, () => follower.receivers('mic').map(([, receiver]) => receiver));
    stopWatching = watchTransport(pc, { look, reachable: options.reachable, onWell: options.onWell, onDead: fail });
  }

  async function offerOnce(wanted: Wanted, handOver: (publication: Publication) => void): Promise<'done' | 'crossed'> {
    if (closed) return 'done';
    if (owed > 0) return 'crossed';
    if (!(await publisher.plan(wanted()))) return 'done';
    try {
      await pc.setLocalDescription();
      const answer = owed > 0 ? null : await ask('published', () => handOver(publisher.describe(localSdp(pc))));
      if (answer === null) {
        await pc.setLocalDescription({ type: 'rollback' });
        return 'crossed';
      }
      await pc.setRemoteDescription({ type: 'answer', sdp: answer });
      publisher.keepSpared();
    } catch (error) {
      if (closed) return 'done';
      if (pc.signalingState === 'have-local-offer') await pc.setLocalDescription({ type: 'rollback' });
      publisher.refused();
      throw error;
    }
    reportFlow(publisher.agreed(), (mids) => closed || options.send({ t: 'flowing', mids })).catch(fail);
    return 'done';
  }

  async function answerFollow(message: Follow): Promise<void> {
    await pc.setRemoteDescription({ type: 'offer', sdp: message.offer });
    publisher.keepSpared();
    await pc.setLocalDescription();
    options.send({ t: 'answer', answer: localSdp(pc) });
    owed -= 1;
    answeredAt = performance.now();
    // Only now: elements for these tracks cost more of the main thread than the answer, and no packet comes before it.
    follower.begin(message.tracks);
  }

  function receive(message: RoomMessage): void {
    if (message.t === 'warmed' || message.t === 'published') {
      if (pending?.reply !== message.t) return;
      warmed = true;
      settle()?.resolve(message.answer);
    } else if (message.t === 'error') {
      if (message.re === 'answer') fail();
      else if (pending && REFUSES[message.re ?? ''] === pending.reply)
        settle()?.reject(new AppError(message.code, { message: message.message }));
    } else if (message.t === 'waiting') {
      // Not let in yet: the offer that went along was not looked at.
      if (pending?.reply === 'published') settle()?.reject(new AppError('not_in_room'));
    } else if (message.t === 'unfollow') {
      follower.end(message.mids);
    } else if (message.t === 'follow' && warmed) {
      owed += 1;
      queue.run(() => answerFollow(message)).catch(fail);
      if (pending?.reply === 'published') settle()?.resolve(null);
    }
  }

  queue.run(connect).catch(fail);
  return {
    pc,
    follower,
    publisher,
    receive,
    entry(wanted) {
      if (!warmed || closed || !queue.isIdle() || wanted().size === 0) return null;
      return new Promise((resolve, reject) => {
        // Everything published already, as after a lost socket: there is nothing to go along.
        queue.run(() => offerOnce(wanted, resolve)).then(() => resolve(null), reject);
      });
    },
    async sync(wanted) {
      while (
        (await queue.run(() => offerOnce(wanted, (entries) => options.send({ t: 'publish', ...entries })))) !== 'done'
      );
    },
    drop: (kinds) => queue.run(async () => kinds.forEach(publisher.drop)),
    renew: (kinds) => queue.run(async () => kinds.forEach(publisher.renew)),
    settled: () => queue.run(() => Promise.resolve()),
    isWarmed: () => warmed,
    isInDoubt: () => pending !== null || !queue.isIdle() || performance.now() - answeredAt < ANSWER_IN_DOUBT,
    close() {
      closed = true;
      stopWatching();
      settle()?.reject(new AppError('media_unavailable'));
      pc.close();
    },
  };
}

type Follow = Extract<RoomMessage, { t: 'follow' }>;

function localSdp(pc: RTCPeerConnection): string {
  return pc.localDescription?.sdp ?? '';
}
