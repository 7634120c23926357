import { Avatar } from '../../ui/avatar.tsx';
import css from './session-person.module.css';

/** The Participant as lists show them. */
export function SessionPerson({ name, email }: { name: string; email: string }) {
  return (
    <div className={css.person}>
      <Avatar name={name} />
      <div className={css.words}>
        <p className={css.name}>{name}</p>
        <p className={css.mail}>{email}</p>
      </div>
    </div>
  );
}
