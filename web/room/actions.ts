import { AppError } from '../../wire/errors.ts';
import type { ClientMessageInput } from '../../wire/room.ts';
import type { TrackKind } from '../../wire/words.ts';
import { remember } from '../join/memory.ts';
import type { AudioOut } from './audio-out.ts';
import type { MediaClient } from './media/client.ts';
import { openDevice, openScreen } from './media/devices.ts';
import { createQueue } from './media/queue.ts';
import type { OwnTracks } from './own-tracks.ts';
import type { RoomActions, RoomState } from './state.ts';
import type { Watched } from './store.ts';
import { say, withPerson } from './store.ts';
import type { TalkActions } from './talk.ts';

const NAMES = { mic: 'microphone', cam: 'camera' } as const;

export interface ActionParts {
  room: Watched<RoomState>;
  own: OwnTracks;
  media: MediaClient;
  sound: AudioOut;
  send: (message: ClientMessageInput) => void;
  /** Chosen device ids, '' for the browser's default. */
  chosen: { mic: string; cam: string };
}

export interface OwnActions extends Omit<RoomActions, 'leave' | 'endForAll' | 'host' | keyof TalkActions> {
  /** A device went by itself: unplugged, or 'Stop sharing' in the browser's own bar. */
  ended: (kind: TrackKind) => void;
  /** A Researcher turned it off: the device is let go here too. It can be turned on again. */
  stopped: (kind: 'mic' | 'cam' | 'screen' | 'hand') => void;
}

/** What a person does with their own devices, hand and page. */
export function createActions({ room, own, media, sound, send, chosen }: ActionParts): OwnActions {
  // Quick double clicks on one button come one after the other; different devices do not wait for each other.
  const queues = { mic: createQueue(), cam: createQueue(), screen: createQueue() };

  /** Went by themselves, with nothing in their place; whether they were on. The next one that is chosen is on with it. */
  const lost = new Map<'mic' | 'cam', boolean>();

  function show(flags: { mic?: boolean; cam?: boolean; screen?: boolean; hand?: boolean }): void {
    room.update((state) => withPerson(state, state.me, flags));
    send({ t: 'state', ...flags });
  }

  /** Makes the Room's side follow the own tracks; when it refuses, the device is closed again. */
  async function publish(kind: 'mic' | 'cam' | 'screen'): Promise<void> {
    try {
      await media.publish(own.all());
    } catch (error) {
      await takeDown(kind);
      throw error;
    }
  }

  async function takeDown(kind: 'mic' | 'cam' | 'screen'): Promise<void> {
    own.put(kind, null);
    if (kind === 'screen') own.put('screen_audio', null);
    show({ [kind]: false });
    await media.publish(own.all());
  }

  async function letGo(kind: 'mic' | 'cam' | 'screen'): Promise<void> {
    const kinds: TrackKind[] = kind === 'screen' ? ['screen', 'screen_audio'] : [kind];
    for (const one of kinds) own.put(one, null);
    await media.drop(kinds);
  }

  async function setMic(on: boolean): Promise<void> {
    lost.delete('mic');
    const open = own.get('mic');
    if (open) {
      own.enable('mic', on);
      show({ mic: on });
    } else if (on) {
      own.put('mic', await openDevice('mic', chosen.mic));
      show({ mic: true });
      await publish('mic');
    }
  }

  async function setCam(on: boolean): Promise<void> {
    lost.delete('cam');
    if (on === (own.get('cam') !== undefined)) return;
    if (!on) return takeDown('cam');
    own.put('cam', await openDevice('cam', chosen.cam));
    show({ cam: true });
    await publish('cam');
  }

  async function setScreen(on: boolean): Promise<void> {
    if (on === (own.get('screen') !== undefined)) return;
    if (!on) return takeDown('screen');
    // Asked before one has chosen a screen for nothing; the Room refuses it all the same (one at a time).
    const { people, me } = room.get();
    if ([...people.values()].some((person) => person.screen && person.n !== me)) throw new AppError('share_taken');
    const screen = await openScreen();
    if (!screen) return;
    own.put('screen', screen.picture);
    if (screen.sound) own.put('screen_audio', screen.sound);
    show({ screen: true });
    await publish('screen');
  }

  async function changeDevice(kind: 'mic' | 'cam', deviceId: string): Promise<void> {
    chosen[kind] = deviceId;
    remember({ [kind]: deviceId });
    const before = own.get(kind);
    const wasOn = before?.enabled ?? lost.get(kind);
    if (wasOn !== undefined) await reopen(kind, deviceId, wasOn);
  }

  /** Another track of that kind, in the place of the one before. */
  async function reopen(kind: 'mic' | 'cam', deviceId: string, isOn: boolean): Promise<MediaStreamTrack> {
    // Closed first: phones and some cameras open only one at a time.
    own.shut(kind);
    try {
      const track = await openDevice(kind, deviceId);
      track.enabled = isOn;
      own.put(kind, track);
      lost.delete(kind);
      if (room.get().people.get(room.get().me)?.[kind] !== isOn) show({ [kind]: isOn });
      await publish(kind);
      return track;
    } catch (error) {
      await takeDown(kind);
      throw error;
    }
  }

  /** Unplugged, or forbidden meanwhile: the default takes over where there is one. */
  async function fallBack(kind: 'mic' | 'cam'): Promise<void> {
    const gone = own.get(kind);
    if (gone?.readyState !== 'ended') return;
    // At the door the page mends its own devices.
    if (room.get().phase.kind !== 'in') return own.put(kind, null);
    const name = gone.label || `Your ${NAMES[kind]}`;
    try {
      const { label } = await reopen(kind, '', gone.enabled);
      room.update((state) => say(state, { text: `${name} was disconnected. Now using ${label}.`, tone: 'info' }));
    } catch (error) {
      console.info('Nothing in its place', error);
      lost.set(kind, gone.enabled);
      const isForbidden = error instanceof AppError && (error.cause as Error | undefined)?.name === 'NotAllowedError';
      const unplugged = `${name} was disconnected. Plug it in again, or choose another ${NAMES[kind]} under Devices.`;
      const text = isForbidden ? error.message : unplugged;
      room.update((state) => say(state, { text, tone: 'trouble' }));
    }
  }

  async function resume(): Promise<void> {
    const { paused } = room.get();
    room.update((state) => ({ ...state, paused: [] }));
    await sound.unblock();
    for (const kind of paused) {
      const isOn = own.get(kind)?.enabled;
      if (isOn !== undefined) await queues[kind].run(() => reopen(kind, chosen[kind], isOn));
    }
  }

  return {
    setMic: (on) => queues.mic.run(() => setMic(on)),
    setCam: (on) => queues.cam.run(() => setCam(on)),
    setScreen: (on) => queues.screen.run(() => setScreen(on)),
    async setHand(up) {
      show({ hand: up });
    },
    async useDevice(kind, deviceId) {
      if (kind !== 'speaker') return queues[kind].run(() => changeDevice(kind, deviceId));
      remember({ speaker: deviceId });
      room.update((state) => ({ ...state, speaker: deviceId }));
    },
    resume,
    tileSize: media.tileSize,
    setSaveData(on) {
      room.update((state) => ({ ...state, saveData: on }));
      media.spare(on ? 'least' : 'all');
      send({ t: 'save_data', on });
    },
    retryMedia: media.again,
    dismissNotice() {
      room.update((state) => ({ ...state, notice: null }));
    },
    unblockSound: sound.unblock,
    ended(kind) {
      if (kind === 'screen_audio') return own.put(kind, null);
      if (kind === 'screen')
        room.update((state) => say(state, { text: 'You stopped sharing your screen', tone: 'info' }));
      queues[kind]
        .run(() => (kind === 'screen' ? takeDown(kind) : fallBack(kind)))
        .catch((error: unknown) => console.warn('Not mended', error));
    },
    stopped(kind) {
      if (kind === 'hand') return;
      // The flag is off and the track closed already: only the device and what is sent of it are left.
      queues[kind].run(() => letGo(kind)).catch((error: unknown) => console.warn('Not let go', error));
    },
  };
}
