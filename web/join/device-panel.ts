import type { DeviceKind } from './device-problem.ts';
import type { DevicePickers, PickersWish } from './device-pickers.ts';
import type { Devices } from './devices.ts';
import { h } from './dom.ts';
import { icon } from './icons.ts';

const WORDS = {
  mic: { name: 'Microphone', on: 'mic', off: 'micOff' },
  cam: { name: 'Camera', on: 'cam', off: 'camOff' },
} as const;

export interface DevicePanel {
  element: HTMLElement;
  /** Draws what changed in the devices. */
  draw(): void;
  setName(name: string): void;
  /** Fetches the pickers, the level and the test sound: nobody needs them to join. */
  loadPickers(wish?: PickersWish): Promise<void>;
  stop(): void;
}

/** Preview with its two switches, what is wrong in plain words, and the pickers. `link`: what 'Copy link' would copy. */
export function devicePanel(devices: Devices, link: string | null): DevicePanel {
  const video = h('video', { muted: true, autoplay: true, playsInline: true, className: 'mirror', ariaHidden: 'true' });
  const initials = h('span', { className: 'initials' });
  const caption = h('p', { className: 'caption', role: 'status' });
  const problems = h('div', { className: 'problems' });
  problems.setAttribute('role', 'status');
  const buttons = { mic: toggle('mic'), cam: toggle('cam') };
  let pickers: DevicePickers | null = null;
  const tile = h(
    'div',
    { className: 'preview' },
    h('div', { className: 'face' }, initials, caption),
    video,
    h('div', { className: 'switches', role: 'group', ariaLabel: 'Camera and microphone' }, buttons.mic, buttons.cam),
  );
  const element = h('section', { className: 'devices', ariaLabel: 'Your devices' }, tile, problems);

  function toggle(kind: DeviceKind): HTMLButtonElement {
    return h('button', {
      type: 'button',
      className: 'switch',
      onclick: () => (devices[kind].kind === 'on' ? devices.turnOff(kind) : void devices.turnOn([kind])),
    });
  }

  function drawSwitch(kind: DeviceKind) {
    const { kind: state } = devices[kind];
    const [button, words] = [buttons[kind], WORDS[kind]];
    if (button.dataset['state'] === state) return;
    button.dataset['state'] = state;
    button.ariaPressed = String(state === 'on');
    button.ariaLabel = button.title = `${words.name} ${state === 'on' ? 'on' : 'off'}`;
    button.ariaBusy = String(state === 'asking');
    button.replaceChildren(icon(state === 'on' ? words.on : words.off));
  }

  function drawProblems() {
    const kinds = (['cam', 'mic'] as const).filter((kind) => devices[kind].kind === 'problem');
    const found = new Map<string, DeviceKind[]>();
    for (const kind of kinds) {
      const state = devices[kind];
      if (state.kind === 'problem') found.set(state.problem, [...(found.get(state.problem) ?? []), kind]);
    }
    const { said } = devices;
    const key = JSON.stringify([...found, said]);
    if (problems.dataset['key'] === key) return;
    problems.dataset['key'] = key;
    problems.replaceChildren(...[...found.values()].map((group) => problemNote(group)));
    if (said) problems.append(h('p', { className: 'note' }, said));
  }

  function problemNote(kinds: DeviceKind[]): HTMLElement {
    const state = devices[kinds[0] ?? 'cam'];
    const problem = state.kind === 'problem' ? state.problem : 'failed';
    const named = kinds.map((kind) => WORDS[kind].name.toLowerCase()).join(' and ');
    const words = h('div', {}, h('strong', {}, `Your ${named} cannot be used yet`));
    void import('./problem-steps.ts').then(
      ({ problemWords }) => words.replaceChildren(...problemWords(kinds, problem, link)),
      (cause: unknown) => console.info('only the short word', cause),
    );
    return h(
      'div',
      { className: 'note warn' },
      icon('warn'),
      words,
      h('button', { type: 'button', className: 'quiet', onclick: () => void devices.turnOn(kinds) }, 'Try again'),
    );
  }

  return {
    element,
    draw() {
      drawSwitch('mic');
      drawSwitch('cam');
      const track = devices.cam.kind === 'on' ? devices.cam.track : null;
      const shown = video.srcObject instanceof MediaStream ? video.srcObject.getTracks()[0] : null;
      if (track !== (shown ?? null)) video.srcObject = track ? new MediaStream([track]) : null;
      tile.dataset['cam'] = devices.cam.kind;
      const asking = devices.cam.kind === 'asking' || devices.mic.kind === 'asking';
      caption.textContent = asking
        ? 'If your browser asks, choose "Allow"'
        : devices.cam.kind === 'on'
          ? ''
          : devices.mic.kind === 'on'
            ? 'Your camera is off'
            : 'Camera and microphone are off';
      drawProblems();
      pickers?.draw();
    },
    async loadPickers(wish) {
      const { devicePickers } = await import('./device-pickers.ts');
      pickers = devicePickers(devices, wish);
      element.append(pickers.element);
      pickers.draw();
    },
    setName(name) {
      initials.replaceChildren(initialsOf(name) || icon('host'));
    },
    stop() {
      pickers?.stop();
      video.srcObject = null;
    },
  };
}

/** First letters of the first and last word; whole characters, so that emoji and other scripts survive. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends.map((word) => [...new Intl.Segmenter().segment(word ?? '')][0]?.segment.toUpperCase() ?? '').join('');
}
