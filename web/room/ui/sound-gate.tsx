import { Volume2 } from 'lucide-react';
import { Button } from '../../ui/button.tsx';
import { attempt, useStore } from './room-context.ts';
import css from './saving.module.css';

/** The browser holds the voices back until a tap. */
export function SoundGate() {
  const store = useStore();
  return (
    <div className={css.gate}>
      <Button kind="primary" icon={<Volume2 />} onClick={() => attempt(store.unblockSound())}>
        Tap to hear
      </Button>
    </div>
  );
}
