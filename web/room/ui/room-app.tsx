import { useCallback, useEffect, useState } from 'react';
import { dismissToast, currentToasts, showToast } from '../../ui/toasts.ts';
import { Bar } from './bar.tsx';
import { useEarlyKeys } from './early-keys.ts';
import { Head } from './head.tsx';
import {
  Knocks,
  LeaveDialog,
  OutPage,
  Saving,
  Shortcuts,
  ShortcutsDialog,
  SidePanel,
  SoundGate,
  Toasts,
  UnreadToasts,
} from './parts.ts';
import { attempt, useRoom, useStore } from './room-context.ts';
import css from './room-app.module.css';
import type { Over } from './room-ui.ts';
import { RoomUiContext, useRoomUiState } from './room-ui.ts';
import { Stage } from './stage.tsx';
import { usePreload } from './use-preload.ts';

/** Opening the loudspeaker takes 100 ms of the page's time: who comes into a recording sees the others first. ms */
const CHIME_AFTER = 400;

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
  const soundBlocked = useRoom((state) => state.soundBlocked);
  const isKnocking = useRoom(({ hosting }) => (hosting?.waiting.length ?? 0) > 0);
  const [over, setOver] = useState<Over>(null);
  const [going, setGoing] = useState<'leave' | 'end' | null>(null);
  const go = useCallback(
    (how: 'leave' | 'end') => {
      setOver(null);
      setGoing(how);
      attempt((how === 'leave' ? store.leave() : store.endForAll()).finally(() => setGoing(null)));
    },
    [store],
  );
  const leave = useCallback(() => (role === 'researcher' ? setOver('leave') : go('leave')), [role, go]);
  const ui = useRoomUiState(store, over, setOver, leave);
  useNotices();
  usePreload();
  useEarlyKeys();
  useEffect(() => {
    if (isKnocking) Knocks.preload().catch((cause: unknown) => console.info('the knock comes later', cause));
  }, [isKnocking]);

  return (
    <RoomUiContext value={ui}>
      <Head />
      <div className={css.middle}>
        <Stage />
        {ui.panel && <SidePanel />}
      </div>
      <Bar />
      {role === 'researcher' && <Knocks />}
      {soundBlocked && <SoundGate />}
      <UnreadToasts />
      <Shortcuts listening={isIn && going === null && over === null} />
      {over === 'leave' && <LeaveDialog onClose={() => setOver(null)} onGo={go} />}
      {over === 'shortcuts' && <ShortcutsDialog onClose={() => setOver(null)} />}
      {going && <Saving how={going} />}
    </RoomUiContext>
  );
}

/** Each new notice becomes a toast, which is also read aloud; everybody hears when a recording starts, pauses and goes on. */
function useNotices() {
  const store = useStore();
  const notice = useRoom((state) => state.notice);
  const recording = useRoom(({ recording: { state } }) => (state === 'trouble' ? 'on' : state));

  useEffect(() => {
    if (notice) showToast(notice.text, notice.tone === 'trouble' ? 'bad' : 'good', notice);
  }, [notice]);

  useEffect(() => {
    if (recording !== 'on' && recording !== 'paused') return undefined;
    const timer = setTimeout(() => {
      import('../../join/chime.ts')
        .then(({ playChime }) => playChime(store.get().speaker))
        .catch((cause: unknown) => console.info('no tone', cause));
    }, CHIME_AFTER);
    return () => clearTimeout(timer);
  }, [recording, store]);

  // What was said in the room is of no interest on the page after it.
  useEffect(() => () => currentToasts().forEach((toast) => dismissToast(toast.id)), []);
}
