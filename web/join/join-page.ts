import type { LinkView } from '../../wire/http.ts';
import { deviceZone, showSpan } from '../lib/time.ts';
import type { DevicePanel } from './device-panel.ts';
import { devicePanel } from './device-panel.ts';
import { makeDevices } from './devices.ts';
import { afterPaint, h } from './dom.ts';
import type { Entry, EntryForm } from './entry.ts';
import { entryForm } from './entry.ts';
import { goodToKnow, sessionFacts } from './facts.ts';
import type { Door, DoorState, EntryChoice } from './ports.ts';
import type { WaitingRoom } from './waiting-room.ts';

/** 'Join' pressed while devices are being opened waits so long for them; the browser's question may stand much longer. ms */
const DEVICE_PATIENCE = 1_500;

export interface JoinPage {
  element: HTMLElement;
  /** Once it is in the document: asks for devices after the first paint. */
  start(): void;
  /** The Session moved, opened, or its consent changed. */
  setView(view: LinkView): void;
  setDoor(door: Door): void;
  hear(door: DoorState): void;
  stop(): void;
}

interface JoinPageUses {
  /** Goes in; throws AppError. */
  join(enter: (door: Door) => Promise<'in' | 'stopped'>, door: Door): Promise<void>;
  /** Asks the server again what this link is. */
  renew(): Promise<void>;
  /** The link this page was opened with, to be copied into another browser; null when it came without its secret. */
  link: string | null;
}

/** Early or open: what the Session is, the devices, and the way in. */
export function joinPage(first: LinkView, uses: JoinPageUses): JoinPage {
  let view = first;
  let skew = Date.parse(first.now) - Date.now();
  let waiting: { door: Promise<Door>; arrive: (door: Door) => void } = makeWait();
  const watchOnly = first.seat.role === 'guest' && first.guestPolicy === 'watch';
  const devices = makeDevices(() => panel?.draw());
  const panel: DevicePanel | null = watchOnly ? null : devicePanel(devices, uses.link);
  const column = h('div', { className: 'column' });
  const recording = h('div', { className: 'recording-note', role: 'status' });
  const know = h('div', { className: 'know-place', role: 'status' });
  const element = h('main', { className: watchOnly ? 'page narrow' : 'page' }, panel?.element ?? null, column);
  let entry: Entry = draw();
  /** While one waits to be let in. */
  let lobby: Promise<{ room: WaitingRoom; sayAdmitted: typeof import('./waiting-room.ts').sayAdmitted }> | null = null;

  function draw(): Entry {
    const drawn = entryForm(view, {
      now: () => Date.now() + skew,
      join: (form) => void join(form),
      named: (name) => panel?.setName(name),
      opened,
    });
    know.replaceChildren(goodToKnow(view) ?? '');
    column.replaceChildren(sessionFacts(view, Date.now() + skew), drawn.element, recording, know);
    const early = view.session.state === 'early';
    drawn.setOpensAt(early ? Date.parse(view.session.opensAt) : null);
    panel?.setName(view.seat.name || column.querySelector('input')?.value || '');
    document.title = titleOf(view);
    return drawn;
  }

  function opened() {
    if (view.session.state !== 'early') return;
    view = { ...view, session: { ...view.session, state: 'open' } };
    entry.setOpensAt(null);
    askForDevices();
  }

  /** A recording that was started by hand, before one came here or now. */
  function sayRecorded() {
    if (view.recorded) return;
    view = { ...view, recorded: true };
    know.replaceChildren(goodToKnow(view) ?? '');
  }

  /** A Researcher is told before the meeting, not in it. */
  async function checkRecording(door: Door) {
    if (!view.mayRecord || recording.firstChild || (await door.canRecord())) return;
    const { cannotRecordNote } = await import('./cannot-record.ts');
    recording.replaceChildren(cannotRecordNote());
  }

  /** Participant and Researcher come with camera and microphone on, once the room is open; Guests switch on what they like. */
  function askForDevices() {
    if (watchOnly || view.seat.role === 'guest' || view.session.state === 'early') return;
    const off = (['mic', 'cam'] as const).filter((kind) => devices[kind].kind === 'off');
    if (off.length) void devices.turnOn(off);
  }

  async function join(form: EntryForm) {
    entry.setBusy(true);
    try {
      await devices.settled(DEVICE_PATIENCE);
      await uses.join(
        async (door) => {
          const how = await door.enter(() => choiceOf(form));
          if (how === 'stopped') leaveLobby();
          return how;
        },
        await waiting.door,
      );
    } catch (error) {
      console.warn('not let in', error);
      leaveLobby();
      const changed = error instanceof Error && 'code' in error && error.code === 'consent_changed';
      if (changed) await uses.renew();
      entry.say(error instanceof Error ? error.message : 'That did not work. Please try again.');
    }
  }

  const choiceOf = (form: EntryForm): EntryChoice => ({
    ...form,
    mic: devices.mic.kind === 'on' ? devices.mic.track : null,
    cam: devices.cam.kind === 'on' ? devices.cam.track : null,
    speaker: devices.chosen.speaker,
  });

  /** The waiting room in the place of the form; nobody who enters at once loads it. */
  async function wait(held: Extract<DoorState, { kind: 'waiting' }>['held']) {
    const first = !lobby;
    lobby ??= import('./waiting-room.ts').then(({ waitingRoom, sayAdmitted }) => ({
      room: waitingRoom(() => void waiting.door.then((door) => door.stopWaiting())),
      sayAdmitted,
    }));
    const mine = lobby;
    const { room } = await mine;
    if (lobby !== mine) return;
    if (!room.element.isConnected) entry.element.after(room.element);
    entry.element.hidden = true;
    room.setHeld(held);
    document.title = 'Waiting to be let in - Fieldroom';
    if (first) room.element.querySelector('h2')?.focus();
  }

  /** Back to the form: not let in, or no longer waiting. */
  function leaveLobby() {
    entry.setBusy(false);
    const mine = lobby;
    if (!mine) return;
    lobby = null;
    entry.element.hidden = false;
    document.title = titleOf(view);
    void mine.then(({ room }) => room.element.remove());
  }

  return {
    element,
    start() {
      panel?.draw();
      void afterPaint().then(() => {
        askForDevices();
        panel?.loadPickers().catch((cause: unknown) => console.warn('no pickers', cause));
      });
    },
    setView(next) {
      const moved = next.session.startsAt !== view.session.startsAt;
      const redraw =
        moved || next.session.state !== view.session.state || next.consent?.version !== view.consent?.version;
      view = next;
      skew = Date.parse(next.now) - Date.now();
      if (!redraw) return;
      entry.stop();
      entry = draw();
      void lobby?.then(({ room }) => {
        entry.element.after(room.element);
        entry.element.hidden = true;
      });
      if (moved) entry.say(`This Session was moved to ${showStart(view)}.`, 'info');
    },
    setDoor(door) {
      waiting.arrive(door);
      waiting = { door: Promise.resolve(door), arrive: () => undefined };
      checkRecording(door).catch((cause: unknown) => console.warn('not known whether this browser records', cause));
    },
    hear(door) {
      if (door.kind === 'open') {
        opened();
        if (door.recorded) sayRecorded();
      } else if (door.kind === 'waiting') void wait(door.held);
      else if (door.kind === 'admitted')
        void lobby?.then(({ sayAdmitted }) => sayAdmitted(devices.chosen.speaker, titleOf(view)));
      else if (door.kind === 'lost') waiting = makeWait();
      else if (door.kind === 'early' && door.opensAt !== view.session.opensAt) void uses.renew();
    },
    stop() {
      entry.stop();
      panel?.stop();
      devices.release();
    },
  };
}

const titleOf = ({ session }: LinkView) => `${session.studyTitle} - Fieldroom`;
const showStart = ({ session }: LinkView) => showSpan(session.startsAt, session.endsAt, deviceZone());

function makeWait() {
  const { promise, resolve } = Promise.withResolvers<Door>();
  return { door: promise, arrive: resolve };
}
