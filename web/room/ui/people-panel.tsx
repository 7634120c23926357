import { CircleDot, Hand, Mic, MicOff, Video, VideoOff } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Person } from '../../../wire/room.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Bars } from './bars.tsx';
import { Removed, Waiting } from './hosting/outside.tsx';
import { PersonMenu } from './hosting/person-menu.tsx';
import { RoomSwitches } from './hosting/room-switches.tsx';
import css from './people-panel.module.css';
import { useRoom } from './room-context.ts';
import { seatPeople } from '../seating.ts';
import { ROLE_LABELS } from './who.ts';

/** Who is here: a tab of the side panel. */
export function PeoplePanel() {
  const people = useRoom((state) => state.people);
  const me = useRoom((state) => state.me);
  const { tiles, watchers } = seatPeople(people);

  return (
    <div className={css.panel}>
      <div className={css.lists}>
        <Waiting />
        <ul>
          {tiles.map((person) => (
            <Row key={person.n} person={person} isMe={person.n === me} />
          ))}
        </ul>
        {watchers.length > 0 && (
          <section aria-labelledby="watching-title">
            <h2 id="watching-title">{watchers.length} watching</h2>
            <ul>
              {watchers.map((person) => (
                <Row key={person.n} person={person} isMe={person.n === me} />
              ))}
            </ul>
          </section>
        )}
        <Removed />
      </div>
      <RoomSwitches />
    </div>
  );
}

function Row({ person, isMe }: { person: Person; isMe: boolean }) {
  const records = useRoom((state) => state.recording.by === person.n && state.view.seat.role === 'researcher');
  const { name, role, mic, cam, hand, away, q } = person;
  return (
    <li className={css.row}>
      <Avatar name={name} />
      <span className={css.who}>
        <strong>{isMe ? `${name} (you)` : name}</strong>
        <span>{away ? 'Reconnecting' : ROLE_LABELS[role]}</span>
      </span>
      {!away && <Bars q={q} />}
      {records && <Sign icon={<CircleDot />} says="Records the Session" />}
      {hand && <Sign icon={<Hand />} says="Hand raised" />}
      <Sign icon={mic ? <Mic /> : <MicOff />} says={mic ? 'Microphone on' : 'Microphone off'} />
      <Sign icon={cam ? <Video /> : <VideoOff />} says={cam ? 'Camera on' : 'Camera off'} />
      <PersonMenu person={person} />
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
