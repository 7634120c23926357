import { Maximize, Minimize, MonitorX, ZoomIn, ZoomOut } from 'lucide-react';
import type { ReactNode } from 'react';
import { useEffect, useState } from 'react';
import type { Person } from '../../../wire/room.ts';
import { Picture } from './picture.tsx';
import type { Rect } from './place.ts';
import { attempt, useRoom, useStore } from './room-context.ts';
import css from './shared-screen.module.css';

/** iPhones show nothing but a video on the full screen. */
const canFill = document.fullscreenEnabled;

/** The screen somebody else shares, whole and uncropped, or each of its pixels as large as it was. */
export function SharedScreen({ person, rect }: { person: Person; rect: Rect }) {
  const store = useStore();
  const isHost = useRoom((state) => state.view.seat.role === 'researcher');
  const track = useRoom((state) => state.tracks.get(`${person.n}:screen`));
  const [section, setSection] = useState<HTMLElement | null>(null);
  const [actual, setActual] = useState(false);
  const isFull = useFull(section);
  const fill = () => attempt(isFull ? document.exitFullscreen() : (section?.requestFullscreen() ?? nothing()));

  return (
    <section
      ref={setSection}
      className={css.screen}
      style={isFull ? undefined : { ...rect }}
      aria-label="Shared screen"
    >
      {track ? (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keys
        <div className={css.pan} data-actual={actual} tabIndex={actual ? 0 : undefined}>
          <Picture track={track} className={css.picture} onDoubleClick={() => setActual(!actual)} />
        </div>
      ) : (
        <p className={css.coming}>The screen is coming</p>
      )}
      <p className={css.label}>{person.name} shares their screen</p>
      {track && (
        <div className={css.tools}>
          {isHost && (
            <Tool
              label="Stop sharing"
              icon={<MonitorX />}
              onClick={() => store.host({ t: 'stop', n: person.n, kind: 'screen' })}
            />
          )}
          <Tool
            label={actual ? 'Fit to the window' : 'Actual size'}
            icon={actual ? <ZoomOut /> : <ZoomIn />}
            onClick={() => setActual(!actual)}
          />
          {canFill && (
            <Tool
              label={isFull ? 'Leave full screen' : 'Full screen'}
              icon={isFull ? <Minimize /> : <Maximize />}
              onClick={fill}
            />
          )}
        </div>
      )}
    </section>
  );
}

const nothing = () => Promise.resolve();

function Tool({ label, icon, onClick }: { label: string; icon: ReactNode; onClick: () => void }) {
  return (
    <button type="button" className={css.tool} aria-label={label} title={label} onClick={onClick}>
      {icon}
    </button>
  );
}

/** Escape leaves the full screen too. */
function useFull(element: HTMLElement | null): boolean {
  const [full, setFull] = useState(false);
  useEffect(() => {
    const look = () => setFull(element !== null && document.fullscreenElement === element);
    document.addEventListener('fullscreenchange', look);
    return () => document.removeEventListener('fullscreenchange', look);
  }, [element]);
  return full;
}
