import { MicOff } from 'lucide-react';
import { useState } from 'react';
import type { HostingState } from '../../../../wire/room.ts';
import { Button } from '../../../ui/button.tsx';
import { Switch } from '../../../ui/choice.tsx';
import { showToast } from '../../../ui/toasts.ts';
import { useRoom, useStore } from '../room-context.ts';
import css from './room-switches.module.css';

/** At the foot of the People panel: what concerns everybody. Researchers only. */
export function RoomSwitches() {
  const store = useStore();
  const hosting = useRoom((state) => state.hosting);
  const people = useRoom((state) => state.people);
  if (!hosting) return null;
  const loud = [...people.values()].filter(({ role, mic }) => mic && role !== 'researcher').length;

  const muteAll = () => {
    store.host({ t: 'stop', n: null, kind: 'mic' });
    showToast('Everybody is muted but the Researchers');
  };
  return (
    <footer className={css.foot}>
      <Button wide icon={<MicOff />} disabled={loud === 0} onClick={muteAll}>
        Mute all
      </Button>
      <RoomSwitch
        label="Lock the room"
        hint="Whoever has not been in before waits to be let in."
        on={hosting.locked}
        hosting={hosting}
        onTurn={(on) => store.host({ t: 'lock', on })}
      />
      <RoomSwitch
        label="Guests wait to be let in"
        on={hosting.guestsWait}
        hosting={hosting}
        onTurn={(on) => store.host({ t: 'guests_wait', on })}
      />
    </footer>
  );
}

interface RoomSwitchProps {
  label: string;
  hint?: string;
  on: boolean;
  hosting: HostingState;
  onTurn: (on: boolean) => void;
}

/** Turns at once, and is the Room's again with its next word. */
function RoomSwitch({ label, hint, on, hosting, onTurn }: RoomSwitchProps) {
  const [wish, setWish] = useState<{ on: boolean; during: HostingState } | null>(null);
  const isUnheard = wish?.during === hosting;
  const turn = (next: boolean) => {
    setWish({ on: next, during: hosting });
    onTurn(next);
  };
  return (
    <Switch
      label={label}
      hint={hint}
      busy={isUnheard}
      checked={isUnheard ? wish.on : on}
      onChange={({ target }) => turn(target.checked)}
    />
  );
}
