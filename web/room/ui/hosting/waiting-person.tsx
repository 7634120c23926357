import { useRef } from 'react';
import type { HostingState } from '../../../../wire/room.ts';
import { Button } from '../../../ui/button.tsx';
import { useStore } from '../room-context.ts';
import { ROLE_LABELS } from '../who.ts';
import { useFocusPassedOn } from './use-focus-passed-on.ts';
import css from './waiting-person.module.css';

interface WaitingPersonProps {
  person: HostingState['waiting'][number];
  /** The card's title names them already. */
  alone?: boolean;
  onHold: () => void;
}

/** One who waits, what they were told, and the three answers. */
export function WaitingPerson({ person, alone = false, onHold }: WaitingPersonProps) {
  const store = useStore();
  const { n, name, role, held } = person;
  const row = useRef<HTMLLIElement>(null);
  useFocusPassedOn(row);
  return (
    <li ref={row} className={css.person} data-waiting={n}>
      {!alone && (
        <p className={css.name}>
          <strong>{name}</strong> <span>{ROLE_LABELS[role]}</span>
        </p>
      )}
      {held && <p className={css.held}>Told: {held}</p>}
      <fieldset className={css.answers} aria-label={name}>
        <Button size="s" kind="primary" onClick={() => store.host({ t: 'admit', n })}>
          Let in
        </Button>
        <Button size="s" onClick={onHold}>
          Not yet
        </Button>
        <Button size="s" kind="bare" onClick={() => store.host({ t: 'deny', n })}>
          Deny
        </Button>
      </fieldset>
    </li>
  );
}
