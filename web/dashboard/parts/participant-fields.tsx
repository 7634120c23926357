import { EMAIL_MAX, NAME_MAX } from '../../../wire/limits.ts';
import type { FieldErrors } from '../../lib/check.ts';
import { TextField } from '../../ui/field.tsx';

interface ParticipantFieldsProps {
  name: string;
  email: string;
  errors: FieldErrors | null;
  onName: (name: string) => void;
  onEmail: (email: string) => void;
}

/** Whom a Session is with: the same two fields wherever one is booked. */
export function ParticipantFields({ name, email, errors, onName, onEmail }: ParticipantFieldsProps) {
  return (
    <>
      <TextField
        label="Participant's name"
        autoComplete="off"
        maxLength={NAME_MAX}
        value={name}
        error={errors?.['participant.name']}
        onChange={(event) => onName(event.target.value)}
      />
      <TextField
        label="Participant's e-mail"
        type="email"
        autoComplete="off"
        maxLength={EMAIL_MAX}
        value={email}
        error={errors?.['participant.email']}
        onChange={(event) => onEmail(event.target.value)}
      />
    </>
  );
}
