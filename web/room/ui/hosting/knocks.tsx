import { useEffect, useRef } from 'react';
import type { HostingState } from '../../../../wire/room.ts';
import { newlyWaiting } from '../../hosting.ts';
import { KnockCard } from '../parts.ts';
import { useRoom, useStore } from '../room-context.ts';
import { useRoomUi } from '../room-ui.ts';
import { sayWaiting } from './words.ts';

/** Whoever waits to be let in is heard, read aloud, in the tab's title and on a card over the stage, until somebody decides. */
export function Knocks() {
  const hosting = useRoom((state) => state.hosting);
  const title = useRoom((state) => state.view.session.studyTitle);
  const { panel } = useRoomUi();
  const waiting = hosting?.waiting ?? [];
  useKnockSound();

  useEffect(() => {
    if (waiting.length === 0) return undefined;
    document.title = `(${waiting.length}) ${title} - Fieldroom`;
    return () => {
      document.title = `${title} - Fieldroom`;
    };
  }, [waiting.length, title]);

  return (
    <>
      <output className="unseen">{sayWaiting(waiting)}</output>
      {/* The People panel has them at its top already. */}
      {waiting.length > 0 && panel !== 'people' && <KnockCard waiting={waiting} />}
    </>
  );
}

/** Once for each person who comes to the door, or stood there already when one came in oneself. */
function useKnockSound() {
  const store = useStore();
  const hosting = useRoom((state) => state.hosting);
  const before = useRef<HostingState | null>(null);
  useEffect(() => {
    const knocks = newlyWaiting(before.current, hosting).length > 0;
    before.current = hosting;
    if (!knocks) return;
    KnockCard.preload().catch((cause: unknown) => console.warn('no card: the People panel has them too', cause));
    import('./knock-sound.ts')
      .then(({ playKnock }) => playKnock(store.get().speaker))
      .catch((cause: unknown) => console.info('no knock', cause));
  }, [hosting, store]);
}
