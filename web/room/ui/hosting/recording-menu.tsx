import { ArrowRightLeft, Circle, Ellipsis, Pause, Play, Square } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../../ui/button.tsx';
import { MenuItems, Popover } from '../../../ui/menu.tsx';
import { recorderChoices, recordingControls } from '../../hosting.ts';
import type { RoomState } from '../../state.ts';
import { useRoom, useStore } from '../room-context.ts';
import css from './recording-menu.module.css';

type Control = ReturnType<typeof recordingControls>[number];

const CONTROLS: Record<Control, { label: string; icon: ReactNode }> = {
  start: { label: 'Start recording', icon: <Circle /> },
  pause: { label: 'Pause recording', icon: <Pause /> },
  resume: { label: 'Resume recording', icon: <Play /> },
  stop: { label: 'Stop recording', icon: <Square /> },
};

/** Beside the REC sign: what a Researcher may do with the recording now. */
export function RecordingMenu() {
  const store = useStore();
  const recording = useRoom((state) => state.recording);
  const hosting = useRoom((state) => state.hosting);
  const controls = hosting ? recordingControls(recording, hosting) : [];
  const say = (control: Control) => store.host({ t: 'recording', do: control });
  if (controls.length === 0) return null;
  if (controls[0] === 'start') {
    return (
      <span className={css.start}>
        <Button size="s" icon={CONTROLS.start.icon} onClick={() => say('start')}>
          {CONTROLS.start.label}
        </Button>
      </span>
    );
  }
  return (
    <span className={css.menu}>
      <Popover label="Recording" trigger={<Ellipsis aria-hidden="true" />}>
        <WhoRecords />
        <Voiceless />
        <MenuItems>
          <OtherRecorders />
          {controls.map((control) => (
            <button key={control} type="button" onClick={({ currentTarget }) => (close(currentTarget), say(control))}>
              {CONTROLS[control].icon}
              {CONTROLS[control].label}
            </button>
          ))}
        </MenuItems>
      </Popover>
    </span>
  );
}

/** In whose browser the recording is made: its tab has to stay open. */
function WhoRecords() {
  const by = useRoom((state) => state.recording.by);
  const next = useRoom((state) => state.hosting?.nextRecorder ?? null);
  const me = useRoom((state) => state.me);
  const people = useRoom((state) => state.people);
  const nameOf = (n: number) => (n === me ? 'you' : (people.get(n)?.name ?? 'another Researcher'));
  if (by === null) return null;
  return <p className={css.who}>{next === null ? `Recorded by ${nameOf(by)}` : `Handing over to ${nameOf(next)}…`}</p>;
}

/** Whose voice has no file of its own, or one without their camera, though the Study wants it. */
function Voiceless() {
  const voiceless = useNames((state) => state.hosting?.voiceless ?? NOBODY);
  const voiceOnly = useNames((state) => state.hosting?.voiceOnly ?? NOBODY);
  return (
    <>
      {voiceless.length > 0 && (
        <p className={css.who}>
          No separate track of {listed(voiceless)}: {browsers(voiceless)} cannot.
        </p>
      )}
      {voiceOnly.length > 0 && (
        <p className={css.who}>
          Separate track of {listed(voiceOnly)} without camera: {browsers(voiceOnly)} cannot.
        </p>
      )}
    </>
  );
}

function useNames(numbers: (state: RoomState) => readonly number[]): string[] {
  const people = useRoom((state) => state.people);
  return useRoom(numbers).flatMap((n) => people.get(n)?.name ?? []);
}
const listed = (names: string[]) => new Intl.ListFormat('en').format(names);
const browsers = (names: string[]) => (names.length === 1 ? 'that browser' : 'their browsers');
const NOBODY: readonly number[] = [];

function OtherRecorders() {
  const store = useStore();
  const recording = useRoom((state) => state.recording);
  const hosting = useRoom((state) => state.hosting);
  const people = useRoom((state) => state.people);
  const me = useRoom((state) => state.me);
  const choices = hosting ? recorderChoices(recording, hosting, me) : [];
  return choices.map((n) => (
    <button
      key={n}
      type="button"
      onClick={({ currentTarget }) => (close(currentTarget), store.host({ t: 'let_record', n }))}
    >
      {n === me ? <Circle /> : <ArrowRightLeft />}
      {n === me ? 'Record here' : `Let ${people.get(n)?.name ?? 'the other Researcher'} record`}
    </button>
  ));
}

function close(entry: HTMLElement): void {
  entry.closest<HTMLElement>('[popover]')?.hidePopover();
}
