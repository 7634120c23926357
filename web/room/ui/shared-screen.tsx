import { useState } from 'react';
import type { Person } from '../../../wire/room.ts';
import { SharedScreenTools } from './parts.ts';
import { Picture } from './picture.tsx';
import type { Rect } from './place.ts';
import { useRoom } from './room-context.ts';
import css from './shared-screen.module.css';

/** The screen somebody else shares, whole and uncropped, or each of its pixels as large as it was. */
export function SharedScreen({ person, rect }: { person: Person; rect: Rect }) {
  const track = useRoom((state) => state.tracks.get(`${person.n}:screen`));
  const [section, setSection] = useState<HTMLElement | null>(null);
  const [actual, setActual] = useState(false);

  return (
    // On the full screen the browser's own rules win over the place.
    <section ref={setSection} className={css.screen} style={{ ...rect }} aria-label="Shared screen">
      {track ? (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keys
        <div className={css.pan} data-actual={actual} tabIndex={actual ? 0 : undefined}>
          <Picture track={track} className={css.picture} onDoubleClick={() => setActual(!actual)} />
        </div>
      ) : (
        <p className={css.coming}>The screen is coming</p>
      )}
      <p className={css.label}>{person.name} shares their screen</p>
      {track && <SharedScreenTools n={person.n} section={section} actual={actual} onActual={setActual} />}
    </section>
  );
}
