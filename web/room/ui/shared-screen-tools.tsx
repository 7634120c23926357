import { Maximize, Minimize, MonitorX, ZoomIn, ZoomOut } from 'lucide-react';
import type { ReactNode } from 'react';
import { useEffect, useState } from 'react';
import { attempt, useRoom, useStore } from './room-context.ts';
import css from './shared-screen.module.css';

/** iPhones show nothing but a video on the full screen. */
const canFill = document.fullscreenEnabled;

export interface SharedScreenToolsProps {
  /** Whose screen it is. */
  n: number;
  section: HTMLElement | null;
  actual: boolean;
  onActual: (actual: boolean) => void;
}

/** What can be done with the screen somebody else shares. */
export function SharedScreenTools({ n, section, actual, onActual }: SharedScreenToolsProps) {
  const store = useStore();
  const isHost = useRoom((state) => state.view.seat.role === 'researcher');
  const isFull = useFull(section);
  const fill = () => attempt(isFull ? document.exitFullscreen() : (section?.requestFullscreen() ?? nothing()));

  return (
    <div className={css.tools}>
      {isHost && (
        <Tool label="Stop sharing" icon={<MonitorX />} onClick={() => store.host({ t: 'stop', n, kind: 'screen' })} />
      )}
      <Tool
        label={actual ? 'Fit to the window' : 'Actual size'}
        icon={actual ? <ZoomOut /> : <ZoomIn />}
        onClick={() => onActual(!actual)}
      />
      {canFill && (
        <Tool
          label={isFull ? 'Leave full screen' : 'Full screen'}
          icon={isFull ? <Minimize /> : <Maximize />}
          onClick={fill}
        />
      )}
    </div>
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
