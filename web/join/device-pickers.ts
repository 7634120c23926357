import { canChooseSpeaker, playChime } from './chime.ts';
import type { Devices } from './devices.ts';
import { h, setText } from './dom.ts';
import type { IconName } from './icons.ts';
import { icon } from './icons.ts';
import { followLevel } from './mic-level.ts';

const ROWS = [
  { kind: 'cam', input: 'videoinput', name: 'Camera', icon: 'cam' },
  { kind: 'mic', input: 'audioinput', name: 'Microphone', icon: 'mic' },
  { kind: 'speaker', input: 'audiooutput', name: 'Speaker', icon: 'speaker' },
] as const satisfies { kind: string; input: MediaDeviceKind; name: string; icon: IconName }[];

/** Louder than this once, and the microphone is known to work: quiet speech at arm's length. */
const HEARD_ABOVE = 0.35;

export interface DevicePickers {
  element: HTMLElement;
  draw(): void;
  stop(): void;
}

export interface PickersWish {
  /** A page that tests the speaker in a way of its own needs no button for it. */
  hasTest?: boolean;
  /** The microphone was heard for the first time. */
  onHeard?: () => void;
}

/** One row a device: native select (best on phones), the level under the microphone, the test beside the speaker. */
export function devicePickers(devices: Devices, { hasTest = true, onHeard }: PickersWish = {}): DevicePickers {
  const fill = h('span', { className: 'fill' });
  const heard = h('span', { className: 'heard' }, 'Say something to test it');
  const level = h(
    'div',
    { className: 'level', hidden: true },
    h('span', { className: 'bar', ariaHidden: 'true' }, fill),
    heard,
  );
  const test = h('button', { type: 'button', className: 'quiet', onclick: () => void ring() }, 'Test');
  test.ariaLabel = 'Play a test sound';
  const selects = ROWS.map((row) => {
    const select = h('select', { ariaLabel: row.name });
    select.onchange = () => devices.choose(row.kind, select.value);
    return select;
  });
  const rows = ROWS.map((row, i) => {
    const line = h(
      'div',
      { className: 'picker' },
      icon(row.icon),
      h('span', { className: 'select' }, selects[i] ?? null),
    );
    if (row.kind === 'speaker' && hasTest) line.append(test);
    return line;
  });
  const element = h('div', { className: 'pickers' }, ...rows.flatMap((row, i) => (i === 1 ? [row, level] : [row])));

  let followed: MediaStreamTrack | null = null;
  let stopLevel: (() => void) | null = null;

  function follow(track: MediaStreamTrack | null) {
    if (track === followed) return;
    stopLevel?.();
    followed = track;
    level.hidden = !track;
    setText(heard, 'Say something to test it');
    stopLevel = track
      ? followLevel(track, (loudness) => {
          fill.style.transform = `scaleX(${loudness.toFixed(2)})`;
          if (loudness <= HEARD_ABOVE) return;
          setText(heard, 'Your microphone works');
          onHeard?.();
        })
      : null;
  }

  async function ring() {
    test.disabled = true;
    setText(test, 'Playing');
    try {
      await playChime(devices.chosen.speaker);
      setText(test, 'Test');
    } catch (cause) {
      console.warn('test sound failed', cause);
      setText(test, 'No sound: try another');
    }
    test.disabled = false;
  }

  function drawRow(i: number) {
    const [row, select] = [ROWS[i], selects[i]];
    if (!row || !select) return;
    const found = devices.list.filter((device) => device.kind === row.input);
    const options = found.map((device) => [device.deviceId, device.label] as const);
    const choices = options.length ? options : [['', 'System default'] as const];
    const key = JSON.stringify(choices);
    if (select.dataset['key'] !== key) {
      select.dataset['key'] = key;
      select.replaceChildren(...choices.map(([value, label]) => h('option', { value }, label)));
    }
    select.disabled = options.length === 0 || (row.kind === 'speaker' && !canChooseSpeaker);
    const track = row.kind !== 'speaker' && devices[row.kind].kind === 'on' ? devices[row.kind] : null;
    const used = track?.kind === 'on' ? track.track.getSettings().deviceId : undefined;
    select.value = used ?? devices.chosen[row.kind];
    if (!select.value && choices[0]) select.value = choices[0][0];
    const shown = row.kind === 'speaker' || options.length > 0;
    if (rows[i]) rows[i].hidden = !shown;
  }

  return {
    element,
    draw() {
      for (const i of ROWS.keys()) drawRow(i);
      follow(devices.mic.kind === 'on' ? devices.mic.track : null);
    },
    stop: () => follow(null),
  };
}
