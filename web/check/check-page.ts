import type { DeviceCheckResult, LinkView } from '../../wire/http.ts';
import { describeBrowser, thisBrowser } from '../join/browser.ts';
import { playChime } from '../join/chime.ts';
import { devicePanel } from '../join/device-panel.ts';
import { makeDevices } from '../join/devices.ts';
import { h } from '../join/dom.ts';
import { deviceZone, showSpan } from '../lib/time.ts';
import { checkRow } from './check-row.ts';
import { findingOf, microphoneOf } from './findings.ts';
import { judgeNetwork, networkWords } from './network.ts';
import type { LookAtNetwork, NetworkLook } from './ports.ts';
import type { SpeakerState } from './rows.ts';
import { deviceWords, SPEAKER_WORDS } from './rows.ts';
import { verdictPart } from './verdict.ts';

/** Same as NAME_MAX in wire/limits.ts: what the server takes as a browser's description. */
const BROWSER_MAX = 80;

export interface CheckPageUses {
  link: string | null;
  lookAtNetwork: LookAtNetwork;
  /** Tells what was found until now, again when it changes; `heard` learns whether it arrived. */
  tell: (result: DeviceCheckResult, heard: (sent: boolean) => void) => void;
}

/** The pre-call check: oneself in the picture, and beside it four things that must work, each in plain words. */
export function checkPage(view: LinkView, { link, lookAtNetwork, tell }: CheckPageUses): HTMLElement {
  const watchOnly = view.seat.role === 'guest' && view.guestPolicy === 'watch';
  const devices = makeDevices(draw);
  const panel = devicePanel(devices, link);
  let heard = false;
  let speaker: SpeakerState = 'silent';
  let network: NetworkLook | null = null;

  const rows = {
    cam: checkRow('cam'),
    mic: checkRow('mic'),
    speaker: checkRow('speaker'),
    network: checkRow('network'),
  };
  const verdict = verdictPart(view);
  const play = button('Play a sound', () => void ring());
  const yes = button('Yes', () => answer('heard'));
  const no = button('No', () => answer('not_heard'));
  const again = button('Measure again', () => void measure());
  rows.speaker.ways.append(play, yes, no);
  rows.network.ways.append(again);
  const { session } = view;
  const element = h(
    'main',
    { className: watchOnly ? 'page check narrow' : 'page check' },
    watchOnly ? null : panel.element,
    h(
      'div',
      { className: 'column' },
      h(
        'div',
        { className: 'facts' },
        h('h1', { tabIndex: -1 }, watchOnly ? 'Check your sound and connection' : 'Check your camera and microphone'),
        h('p', {}, `For ${session.studyTitle}, ${showSpan(session.startsAt, session.endsAt, deviceZone())}`),
      ),
      h('ul', { className: 'checks' }, ...Object.values(rows).map((row) => row.element)),
      verdict.element,
    ),
  );

  async function ring() {
    setSpeaker('playing');
    try {
      await playChime(devices.chosen.speaker);
      setSpeaker('asked');
      yes.focus();
    } catch (cause) {
      console.warn('test sound failed', cause);
      setSpeaker('failed');
    }
  }

  function answer(said: 'heard' | 'not_heard') {
    setSpeaker(said);
    play.focus();
  }

  function setSpeaker(state: SpeakerState) {
    speaker = state;
    draw();
  }

  async function measure() {
    network = null;
    draw();
    try {
      network = await lookAtNetwork(view);
    } catch (cause) {
      console.warn('network not measured', cause);
      network = { kind: 'not_measured' };
    }
    draw();
  }

  function draw() {
    panel.draw();
    rows.cam.set(deviceWords('cam', devices.cam, heard));
    rows.mic.set(deviceWords('mic', devices.mic, heard));
    rows.speaker.set(SPEAKER_WORDS[speaker]);
    play.hidden = speaker === 'asked';
    play.disabled = speaker === 'playing';
    play.textContent = speaker === 'silent' || speaker === 'playing' ? 'Play a sound' : 'Play it again';
    yes.hidden = no.hidden = speaker !== 'asked';
    again.hidden = network === null;
    const state = network && judgeNetwork(network).state;
    rows.network.set(
      network
        ? {
            ...networkWords(network),
            tone: state === 'ok' || state === 'reached' ? 'ok' : state === 'skipped' ? 'wait' : 'bad',
          }
        : { tone: 'wait', title: 'Connection', help: 'Measuring the way to the room. This takes some seconds.' },
    );
    conclude();
  }

  /** Once the network is measured and no device is being asked for there is something to tell, if not everything. */
  function conclude() {
    const isAsking = devices.cam.kind === 'asking' || devices.mic.kind === 'asking';
    if (!network || isAsking) return;
    const result: DeviceCheckResult = {
      camera: findingOf(devices.cam),
      microphone: microphoneOf(devices.mic, heard),
      speaker: speaker === 'heard' ? 'ok' : speaker === 'not_heard' || speaker === 'failed' ? 'not_heard' : 'skipped',
      network: judgeNetwork(network),
      browser: describeBrowser(thisBrowser()).slice(0, BROWSER_MAX),
    };
    verdict.set(result);
    tell(result, (sent) => verdict.setUnsent(!sent));
  }

  rows.cam.element.hidden = rows.mic.element.hidden = watchOnly;
  panel.setName(view.seat.name);
  if (!watchOnly) {
    void devices.turnOn(['cam', 'mic']);
    void panel.loadPickers({
      hasTest: false,
      onHeard() {
        heard = true;
        draw();
      },
    });
  }
  void measure();
  return element;
}

function button(label: string, press: () => void): HTMLButtonElement {
  return h('button', { type: 'button', className: 'quiet', onclick: press }, label);
}
