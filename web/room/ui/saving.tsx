import { Spinner } from '../../ui/spinner.tsx';
import { useRoom } from './room-context.ts';
import css from './saving.module.css';

/** While one goes: who records hands over the last seconds first, and must not close the tab meanwhile. */
export function Saving({ how }: { how: 'leave' | 'end' }) {
  const recorder = useRoom((state) => state.recorder);
  return (
    <output className={css.cover}>
      <Spinner />
      <p>
        {recorder?.active
          ? 'Saving the last seconds of the recording…'
          : how === 'end'
            ? 'Ending the meeting…'
            : 'Leaving…'}
      </p>
      {recorder?.active && <p className={css.hint}>Please keep this tab open for a moment.</p>}
    </output>
  );
}
