import { MonitorUp } from 'lucide-react';
import type { Person } from '../../../wire/room.ts';
import { Button } from '../../ui/button.tsx';
import { Picture } from './picture.tsx';
import { attempt, useRoom, useStore } from './room-context.ts';
import css from './shared-screen.module.css';

/** The shared screen, whole and uncropped. One's own is not shown: it would show itself in itself. */
export function SharedScreen({ person }: { person: Person }) {
  const store = useStore();
  const isMe = useRoom((state) => state.me) === person.n;
  const track = useRoom((state) => state.tracks.get(`${person.n}:screen`));
  return (
    <section className={css.screen} aria-label="Shared screen">
      {isMe ? (
        <div className={css.own}>
          <MonitorUp aria-hidden="true" />
          <p>You are sharing your screen</p>
          <Button onClick={() => attempt(store.setScreen(false))}>Stop sharing</Button>
        </div>
      ) : (
        <>
          {track ? <Picture track={track} className={css.picture} /> : <p className={css.own}>The screen is coming</p>}
          <p className={css.label}>{person.name} shares their screen</p>
        </>
      )}
    </section>
  );
}
