import { useEffect, useState } from 'react';
import { playChime } from '../../join/chime.ts';
import { Toasts } from '../../ui/toast.tsx';
import { dismissToast, currentToasts, showToast } from '../../ui/toasts.ts';
import { Bar } from './bar.tsx';
import { Head } from './head.tsx';
import { LeaveDialog } from './leave-dialog.tsx';
import { OutPage } from './out-page.tsx';
import { PeoplePanel } from './people-panel.tsx';
import { attempt, useRoom, useStore } from './room-context.ts';
import css from './room-app.module.css';
import { Saving } from './saving.tsx';
import { ShortcutsDialog } from './shortcuts-dialog.tsx';
import { SoundGate } from './sound-gate.tsx';
import { Stage } from './stage.tsx';
import { useShortcuts } from './use-shortcuts.ts';

/** Opening the loudspeaker takes 100 ms of the page's time: who comes into a recording sees the others first. ms */
const CHIME_AFTER = 400;

/** What lies over or beside the stage: one thing at a time. */
export type Open = 'people' | 'leave' | 'shortcuts' | null;

/** The room while one is in it, and the page after. */
export function RoomApp() {
  const phase = useRoom((state) => state.phase);
  const wasIn = useRoom((state) => state.me >= 0);
  // Drawn ahead and never shown: what happens at the door is the link page's to say.
  if (phase.kind === 'out' && !wasIn) return null;
  return (
    <div className={css.room}>
      {phase.kind === 'out' ? <OutPage phase={phase} /> : <Inside />}
      <Toasts />
    </div>
  );
}

function Inside() {
  const store = useStore();
  const role = useRoom((state) => state.view.seat.role);
  const isIn = useRoom((state) => state.phase.kind === 'in');
  const [open, setOpen] = useState<Open>(null);
  const [going, setGoing] = useState<'leave' | 'end' | null>(null);
  useNotices();

  const go = (how: 'leave' | 'end') => {
    setOpen(null);
    setGoing(how);
    attempt((how === 'leave' ? store.leave() : store.endForAll()).finally(() => setGoing(null)));
  };
  const leave = () => (role === 'researcher' ? setOpen('leave') : go('leave'));
  const toggle = (what: Open) => setOpen((now) => (now === what ? null : what));
  useShortcuts(isIn && going === null && open !== 'leave' && open !== 'shortcuts', {
    leave,
    help: () => setOpen('shortcuts'),
  });

  return (
    <>
      <Head />
      <div className={css.middle}>
        <Stage />
        {open === 'people' && <PeoplePanel onClose={() => setOpen(null)} />}
      </div>
      <Bar open={open} onPeople={() => toggle('people')} onHelp={() => setOpen('shortcuts')} onLeave={leave} />
      <SoundGate />
      {open === 'leave' && <LeaveDialog onClose={() => setOpen(null)} onGo={go} />}
      {open === 'shortcuts' && <ShortcutsDialog onClose={() => setOpen(null)} />}
      {going && <Saving how={going} />}
    </>
  );
}

/** Each new notice becomes a toast, which is also read aloud; the start of a recording is heard by everybody. */
function useNotices() {
  const store = useStore();
  const notice = useRoom((state) => state.notice);
  const recording = useRoom((state) => state.recording.since !== null);

  useEffect(() => {
    if (notice) showToast(notice.text, notice.tone === 'trouble' ? 'bad' : 'good');
  }, [notice]);

  useEffect(() => {
    if (!recording) return undefined;
    const timer = setTimeout(() => {
      playChime(store.get().speaker).catch((cause: unknown) => console.info('no tone', cause));
    }, CHIME_AFTER);
    return () => clearTimeout(timer);
  }, [recording, store]);

  // What was said in the room is of no interest on the page after it.
  useEffect(() => () => currentToasts().forEach((toast) => dismissToast(toast.id)), []);
}
