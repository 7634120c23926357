import { useState } from 'react';
import { HOLD_MAX } from '../../../../wire/limits.ts';
import type { OutsidePerson } from '../../../../wire/room.ts';
import { Button } from '../../../ui/button.tsx';
import { Radios } from '../../../ui/choice.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { TextArea } from '../../../ui/field.tsx';
import css from './hold-dialog.module.css';
import { useStore } from '../room-context.ts';

const READY = [
  'Thank you for coming. We will let you in in a few minutes.',
  'We are just finishing something. One moment, please.',
  'The Session is under way. We will let you in at the next break.',
] as const;
const OWN = 'own';

/** 'Not yet': a word to somebody who waits. */
export function HoldDialog({ person, onClose }: { person: OutsidePerson; onClose: () => void }) {
  const store = useStore();
  const [chosen, setChosen] = useState<string>(READY[0]);
  const [own, setOwn] = useState('');
  const [missing, setMissing] = useState(false);
  const text = chosen === OWN ? own.trim() : chosen;

  const send = () => {
    if (!text) return setMissing(true);
    store.host({ t: 'hold', n: person.n, text });
    onClose();
  };
  return (
    <Dialog
      title="Not yet"
      intro={`${person.name} goes on waiting and reads this.`}
      onClose={onClose}
      onSubmit={send}
      footer={
        <>
          <Button onClick={onClose}>Back</Button>
          <Button kind="primary" type="submit">
            Send
          </Button>
        </>
      }
    >
      <div className={css.words}>
        <Radios
          legend="What to say"
          value={chosen}
          onChange={setChosen}
          options={[...READY.map((label) => ({ value: label, label })), { value: OWN, label: 'Your own words' }]}
        />
        {chosen === OWN && (
          <TextArea
            label="Message"
            value={own}
            maxLength={HOLD_MAX}
            error={missing && !text ? 'Please write what they shall read.' : null}
            onChange={(event) => setOwn(event.target.value)}
          />
        )}
      </div>
    </Dialog>
  );
}
