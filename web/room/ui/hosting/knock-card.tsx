import { DoorOpen } from 'lucide-react';
import { useRef, useState } from 'react';
import type { HostingState } from '../../../../wire/room.ts';
import { Button } from '../../../ui/button.tsx';
import { useStore } from '../room-context.ts';
import { HoldDialog } from './hold-dialog.tsx';
import css from './knock-card.module.css';
import { useFocusPassedOn } from './use-focus-passed-on.ts';
import { WaitingPerson } from './waiting-person.tsx';
import { sayWaiting } from './words.ts';

/** So many are shown on the card, which shall not cover a face; the others are in the People panel. */
const SHOWN = 2;

/** Over the stage: who would like to come in. */
export function KnockCard({ waiting }: { waiting: HostingState['waiting'] }) {
  const store = useStore();
  const [holding, setHolding] = useState<number | null>(null);
  const held = waiting.find(({ n }) => n === holding);
  const more = waiting.length - SHOWN;
  const card = useRef<HTMLElement>(null);
  useFocusPassedOn(card);
  return (
    <section ref={card} className={css.card} aria-label="Waiting to be let in">
      <header className={css.head}>
        <DoorOpen aria-hidden="true" />
        <h2>{sayWaiting(waiting)}</h2>
        {waiting.length > 1 && (
          <Button size="s" onClick={() => store.host({ t: 'admit', n: null })}>
            Let all in
          </Button>
        )}
      </header>
      <ul className={css.list}>
        {waiting.slice(0, SHOWN).map((person) => (
          <WaitingPerson
            key={person.n}
            person={person}
            alone={waiting.length === 1}
            onHold={() => setHolding(person.n)}
          />
        ))}
      </ul>
      {more > 0 && <p className={css.more}>{more === 1 ? '1 more waits' : `${more} more wait`}; see People</p>}
      {held && <HoldDialog person={held} onClose={() => setHolding(null)} />}
    </section>
  );
}
