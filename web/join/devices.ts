import { askDevices } from './ask-devices.ts';
import type { DeviceKind, DeviceProblem } from './device-problem.ts';
import { classifyProblem } from './device-problem.ts';
import { recall, remember } from './memory.ts';
import { permissionOf } from './permission.ts';

export type DeviceState =
  | { kind: 'off' }
  | { kind: 'asking' }
  | { kind: 'on'; track: MediaStreamTrack }
  | { kind: 'problem'; problem: DeviceProblem };

/** Camera, microphone and speaker as this page uses them: each can be off, and none is needed to join. */
export interface Devices {
  readonly mic: DeviceState;
  readonly cam: DeviceState;
  /** Devices the browser names; empty before a permission. */
  readonly list: readonly MediaDeviceInfo[];
  readonly chosen: { mic: string; cam: string; speaker: string };
  /** What happened by itself and was mended by itself, in a sentence; '' when nothing did. */
  readonly said: string;
  turnOn(kinds: DeviceKind[]): Promise<void>;
  /** Resolves when no device is being asked for, or after `patience` ms. */
  settled(patience: number): Promise<void>;
  turnOff(kind: DeviceKind): void;
  choose(kind: DeviceKind | 'speaker', deviceId: string): void;
  /** Ends the page's interest: open tracks go into the room, what is still asked for is closed when it comes. */
  release(): void;
}

export function makeDevices(onChange: () => void): Devices {
  const media: MediaDevices | undefined = navigator.mediaDevices;
  const states: Record<DeviceKind, DeviceState> = { mic: { kind: 'off' }, cam: { kind: 'off' } };
  const { mic, cam, speaker } = recall();
  const chosen = { mic, cam, speaker };
  let list: MediaDeviceInfo[] = [];
  /** The latest wish per device: an answer to an older one is thrown away. */
  const wishes = { mic: 0, cam: 0 };
  let asking: Promise<unknown> = Promise.resolve();
  let said = '';
  let released = false;

  function set(kind: DeviceKind, state: DeviceState) {
    const before = states[kind];
    states[kind] = state;
    if (before.kind === 'on' && state.kind !== 'on') {
      before.track.onended = null;
      before.track.stop();
    }
    onChange();
  }

  async function refreshList() {
    if (!media) return;
    const found = await media.enumerateDevices();
    list = found.filter((device) => device.deviceId && device.label);
    onChange();
  }

  async function turnOn(kinds: DeviceKind[]): Promise<void> {
    for (const kind of kinds) set(kind, { kind: 'asking' });
    const wished = kinds.map((kind) => [kind, ++wishes[kind]] as const);
    try {
      const asked = askDevices(kinds, chosen);
      asking = Promise.allSettled([asking, asked]);
      const stream = await asked;
      for (const [kind, wish] of wished) {
        const track = kind === 'mic' ? stream.getAudioTracks()[0] : stream.getVideoTracks()[0];
        if (!track) continue;
        if (wish !== wishes[kind]) {
          track.stop();
          continue;
        }
        track.onended = () => void lost(kind, track.label);
        set(kind, { kind: 'on', track });
      }
    } catch (error) {
      await takeRefusal(kinds, error);
    }
    await refreshList();
  }

  /** Unplugged, or forbidden meanwhile: the default takes over where there is one. */
  async function lost(kind: DeviceKind, label: string) {
    await turnOn([kind]);
    const now = states[kind];
    if (now.kind === 'on') said = `${label} was disconnected. Now using ${now.track.label}.`;
    if (now.kind === 'problem' && now.problem === 'missing') states[kind] = { kind: 'problem', problem: 'unplugged' };
    onChange();
  }

  /** Asked for two and refused: one of them may still work. Asks alone only where that brings up no second question. */
  async function takeRefusal(kinds: DeviceKind[], error: unknown) {
    for (const kind of kinds) {
      const permission = await permissionOf(kind, () => {
        if (!released && states[kind].kind === 'problem') void turnOn([kind]);
      });
      const refused = error instanceof Error && error.name === 'NotAllowedError' && permission !== 'granted';
      if (kinds.length > 1 && media && !refused) await turnOn([kind]);
      else set(kind, { kind: 'problem', problem: classifyProblem(error, permission, isSecureContext) });
    }
  }

  const refresh = () => void refreshList();
  media?.addEventListener('devicechange', refresh);
  return {
    get mic() {
      return states.mic;
    },
    get cam() {
      return states.cam;
    },
    get list() {
      return list;
    },
    chosen,
    get said() {
      return said;
    },
    turnOn,
    async settled(patience) {
      await Promise.race([asking, new Promise((resolve) => setTimeout(resolve, patience))]);
    },
    turnOff(kind) {
      said = '';
      wishes[kind]++;
      set(kind, { kind: 'off' });
    },
    choose(kind, deviceId) {
      said = '';
      chosen[kind] = deviceId;
      remember({ [kind]: deviceId });
      if (kind === 'speaker') onChange();
      // The old one is closed first: phones and some cameras open only one at a time.
      else if (states[kind].kind !== 'off') void turnOn([kind]);
    },
    release() {
      released = true;
      media?.removeEventListener('devicechange', refresh);
      wishes.mic++;
      wishes.cam++;
      for (const state of [states.mic, states.cam]) if (state.kind === 'on') state.track.onended = null;
    },
  };
}
