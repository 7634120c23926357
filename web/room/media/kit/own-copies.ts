import type RealtimeKitClient from '@cloudflare/realtimekit';
import type { TrackKind } from '../../../../wire/words.ts';
import { createQueue } from '../queue.ts';
import type { Thrift } from '../thrift.ts';
import { lendScreen } from './lend-screen.ts';

/** Own tracks in the meeting. The client gets copies: it stops what it is given, and the page goes on with its own. */
export interface OwnCopies {
  /** Makes the meeting's tracks what is wanted. */
  sync: (wanted: ReadonlyMap<TrackKind, MediaStreamTrack>) => Promise<void>;
  /** Audio first: one's own camera is sent as small as the smallest layer of our own rooms. */
  spare: (how: Thrift) => void;
  /** At once, before the meeting learns of it: nothing is sent of the microphone. */
  hush: () => void;
  close: () => void;
}

/** As layer q of publish.ts; its pictures need not be smooth. The client does not let us at its layers, but the copy is ours. */
const SMALLEST = { width: 160, height: 90, frameRate: 12 } as const;

type Device = 'mic' | 'cam' | 'screen';

/** `onTaken`: the service has muted one, and the Room has not asked for it: then it is to be brought again. */
export function copyOwnTracks({ self }: Pick<RealtimeKitClient, 'self'>, onTaken: () => void): OwnCopies {
  const queue = createQueue();
  const given = new Map<Device, { of: MediaStreamTrack; copy: MediaStreamTrack }>();
  let isOver = false;
  let isSpared = false;

  const off = {
    mic: () => self.disableAudio(),
    cam: () => self.disableVideo(),
    screen: () => self.disableScreenShare(),
  };
  async function on(kind: Device, copy: MediaStreamTrack, sound: MediaStreamTrack | undefined): Promise<void> {
    if (kind === 'mic') await self.enableAudio(copy);
    else if (kind === 'cam') await self.enableVideo(copy);
    else await lendScreen(copy, sound?.clone(), () => self.enableScreenShare());
  }

  async function bring(kind: Device, wanted: ReadonlyMap<TrackKind, MediaStreamTrack>): Promise<void> {
    const track = wanted.get(kind);
    const isWanted = track !== undefined && track.readyState === 'live' && track.enabled;
    const before = given.get(kind);
    if (before && (!isWanted || before.of !== track || before.copy.readyState === 'ended')) {
      given.delete(kind);
      await off[kind]();
      before.copy.stop();
    }
    if (!isWanted || given.has(kind) || isOver) return;
    const copy = track.clone();
    copy.enabled = true;
    given.set(kind, { of: track, copy });
    if (kind === 'screen') copy.contentHint = 'detail';
    if (kind === 'cam' && isSpared) sizeCamera();
    await on(kind, copy, wanted.get('screen_audio'));
    // Turned off again while it was being turned on.
    if (!track.enabled) copy.enabled = false;
  }

  function sizeCamera(): void {
    const cam = given.get('cam');
    const shape = isSpared ? SMALLEST : cam?.of.getConstraints();
    cam?.copy.applyConstraints(shape).catch((error: unknown) => console.info('The camera keeps its size', error));
  }

  function taken(kind: Device): void {
    const lost = given.get(kind);
    if (!lost || isOver || !queue.isIdle()) return;
    given.delete(kind);
    lost.copy.stop();
    onTaken();
  }
  self.on('audioUpdate', ({ audioEnabled }) => !audioEnabled && taken('mic'));
  self.on('videoUpdate', ({ videoEnabled }) => !videoEnabled && taken('cam'));

  return {
    sync: (wanted) =>
      queue.run(async () => {
        for (const kind of ['mic', 'cam', 'screen'] as const) await bring(kind, wanted);
      }),
    spare(how) {
      if ((how === 'least') === isSpared) return;
      isSpared = how === 'least';
      sizeCamera();
    },
    hush() {
      const mic = given.get('mic');
      if (mic) mic.copy.enabled = false;
    },
    close() {
      isOver = true;
      for (const { copy } of given.values()) copy.stop();
      given.clear();
    },
  };
}
