import { useRef, useState } from 'react';
import type { HostingState } from '../../../../wire/room.ts';
import { Avatar } from '../../../ui/avatar.tsx';
import { Button } from '../../../ui/button.tsx';
import { useRoom, useStore } from '../room-context.ts';
import { HoldDialog } from './hold-dialog.tsx';
import css from './outside.module.css';
import { ROLE_LABELS } from '../who.ts';
import { useFocusPassedOn } from './use-focus-passed-on.ts';
import { WaitingPerson } from './waiting-person.tsx';

/** In the People panel: who waits to be let in. Researchers only. */
export function Waiting() {
  const waiting = useRoom((state) => state.hosting?.waiting) ?? [];
  return waiting.length > 0 && <WaitingOnes waiting={waiting} />;
}

function WaitingOnes({ waiting }: Pick<HostingState, 'waiting'>) {
  const store = useStore();
  const [holding, setHolding] = useState<number | null>(null);
  const held = waiting.find(({ n }) => n === holding);
  const section = useRef<HTMLElement>(null);
  useFocusPassedOn(section);
  return (
    <section ref={section} className={css.section} aria-labelledby="waiting-title">
      <header className={css.head}>
        <h2 id="waiting-title">Waiting</h2>
        {waiting.length > 1 && (
          <Button size="s" kind="bare" onClick={() => store.host({ t: 'admit', n: null })}>
            Let all in
          </Button>
        )}
      </header>
      <ul className={css.list}>
        {waiting.map((person) => (
          <WaitingPerson key={person.n} person={person} onHold={() => setHolding(person.n)} />
        ))}
      </ul>
      {held && <HoldDialog person={held} onClose={() => setHolding(null)} />}
    </section>
  );
}

/** In the People panel: who may not come in (again). Researchers only. */
export function Removed() {
  const store = useStore();
  const removed = useRoom((state) => state.hosting?.removed) ?? [];
  if (removed.length === 0) return null;
  return (
    <section className={css.section} aria-labelledby="removed-title">
      <h2 id="removed-title">Removed</h2>
      <ul>
        {removed.map(({ n, name, role, how }) => (
          <li key={n} className={css.row}>
            <Avatar name={name} />
            <span className={css.who}>
              <strong>{name}</strong>
              <span>
                {ROLE_LABELS[role]}
                {how === 'denied' && ', not let in'}
              </span>
            </span>
            <Button size="s" aria-label={`Allow ${name} again`} onClick={() => store.host({ t: 'allow', n })}>
              Allow again
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
