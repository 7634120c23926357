import { Mic, MicOff, Video, VideoOff } from 'lucide-react';
import { useEffect } from 'react';
import { createPortal } from 'react-dom';
import { initials } from '../../ui/initials.ts';
import { seatPeople } from '../seating.ts';
import { BarButton } from './bar-button.tsx';
import css from './floating.module.css';
import { closeFloating, useFloating } from './floating-window.ts';
import { Picture } from './picture.tsx';
import { attempt, useMayTalk, useRoom, useStore } from './room-context.ts';
import { useRoomUi } from './room-ui.ts';
import { useFloor } from './use-floor.ts';
import { changeView, useView } from './view.ts';

/** The small window on top of everything: who speaks, and the three buttons one needs. */
export function Floating() {
  const floating = useFloating();
  if (!floating) return null;
  return createPortal(<Small window={floating} />, floating.document.body);
}

function Small({ window: small }: { window: Window }) {
  const store = useStore();
  const ui = useRoomUi();
  const mayTalk = useMayTalk();
  const me = useRoom((state) => state.people.get(state.me));
  const n = useWho();
  const person = useRoom((state) => (n === null ? undefined : state.people.get(n)));
  const track = useRoom((state) => (n === null ? undefined : state.tracks.get(`${n}:cam`)));

  useEffect(() => {
    const tell = () => changeView({ floating: n === null ? null : { n, height: small.innerHeight } });
    tell();
    small.addEventListener('resize', tell);
    return () => {
      small.removeEventListener('resize', tell);
      changeView({ floating: null });
    };
  }, [n, small]);
  // Out of the room there is nothing to float.
  useEffect(() => closeFloating, []);

  const { mic = false, cam = false } = me ?? {};
  return (
    <div className={css.small}>
      <div className={css.picture}>
        {person && <span className={css.initials}>{initials(person.name)}</span>}
        {person?.cam && track && <Picture track={track} className={css.video} />}
        <p className={css.name}>{person?.name ?? 'Nobody else is here yet'}</p>
      </div>
      <div className={css.bar}>
        {mayTalk && (
          <>
            <BarButton
              label={mic ? 'Turn microphone off' : 'Turn microphone on'}
              icon={mic ? <Mic /> : <MicOff />}
              off={!mic}
              onClick={() => attempt(store.setMic(!mic))}
            />
            <BarButton
              label={cam ? 'Turn camera off' : 'Turn camera on'}
              icon={cam ? <Video /> : <VideoOff />}
              off={!cam}
              onClick={() => attempt(store.setCam(!cam))}
            />
          </>
        )}
        <button
          type="button"
          className={css.leave}
          onClick={() => {
            closeFloating();
            ui.leave();
          }}
        >
          Leave
        </button>
      </div>
    </div>
  );
}

/** Whoever is pinned, speaks or spoke last; else the first of the others. */
function useWho(): number | null {
  const floor = useFloor();
  const { pinned } = useView();
  return useRoom(({ people, me }) => {
    const others = seatPeople(people)
      .tiles.map((person) => person.n)
      .filter((n) => n !== me);
    return [pinned, floor].find((n) => n !== null && others.includes(n)) ?? others[0] ?? null;
  });
}
