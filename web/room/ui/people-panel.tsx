import { Hand, Mic, MicOff, Video, VideoOff, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useEffect, useRef } from 'react';
import type { Person } from '../../../wire/room.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import css from './people-panel.module.css';
import { useRoom } from './room-context.ts';
import { seatPeople } from '../seating.ts';
import { ROLE_LABELS } from './who.ts';

/** Who is here, beside the stage; on a phone over it. */
export function PeoplePanel({ onClose }: { onClose: () => void }) {
  const people = useRoom((state) => state.people);
  const me = useRoom((state) => state.me);
  const { tiles, watchers } = seatPeople(people);
  const heading = useRef<HTMLHeadingElement>(null);

  // Focus goes in with the panel and back to its button with it.
  useEffect(() => {
    const before = document.activeElement;
    heading.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);

  useEffect(() => {
    const press = (event: KeyboardEvent) => event.key === 'Escape' && onClose();
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  });

  return (
    <aside className={css.panel} aria-labelledby="people-title">
      <header className={css.head}>
        <h2 ref={heading} id="people-title" tabIndex={-1}>
          People
        </h2>
        <IconButton label="Close" icon={<X />} onClick={onClose} />
      </header>
      <div className={css.lists}>
        <ul>
          {tiles.map((person) => (
            <Row key={person.n} person={person} isMe={person.n === me} />
          ))}
        </ul>
        {watchers.length > 0 && (
          <section aria-labelledby="watching-title">
            <h3 id="watching-title">{watchers.length} watching</h3>
            <ul>
              {watchers.map((person) => (
                <Row key={person.n} person={person} isMe={person.n === me} />
              ))}
            </ul>
          </section>
        )}
      </div>
    </aside>
  );
}

function Row({ person, isMe }: { person: Person; isMe: boolean }) {
  const { name, role, mic, cam, hand, away } = person;
  return (
    <li className={css.row}>
      <Avatar name={name} />
      <span className={css.who}>
        <strong>{isMe ? `${name} (you)` : name}</strong>
        <span>{away ? 'Reconnecting' : ROLE_LABELS[role]}</span>
      </span>
      {hand && <Sign icon={<Hand />} says="Hand raised" />}
      <Sign icon={mic ? <Mic /> : <MicOff />} says={mic ? 'Microphone on' : 'Microphone off'} />
      <Sign icon={cam ? <Video /> : <VideoOff />} says={cam ? 'Camera on' : 'Camera off'} />
    </li>
  );
}

function Sign({ icon, says }: { icon: ReactNode; says: string }) {
  return (
    <span className={css.sign} title={says}>
      {icon}
      <span className="unseen">{says}</span>
    </span>
  );
}
