import { MicOff } from 'lucide-react';
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
      <Switch
        label="Lock the room"
        hint="Whoever has not been in before waits to be let in."
        checked={hosting.locked}
        onChange={({ target }) => store.host({ t: 'lock', on: target.checked })}
      />
      <Switch
        label="Guests wait to be let in"
        checked={hosting.guestsWait}
        onChange={({ target }) => store.host({ t: 'guests_wait', on: target.checked })}
      />
    </footer>
  );
}
