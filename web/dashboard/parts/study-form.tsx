import type { ReactNode } from 'react';
import { useState } from 'react';
import { StudyBody } from '../../../wire/http.ts';
import { LENGTH_MAX_MINUTES, LENGTH_MIN_MINUTES, TEXT_MAX, TITLE_MAX } from '../../../wire/limits.ts';
import type { GuestPolicy, RecordingPolicy, SeparateTracks } from '../../../wire/words.ts';
import type { FieldErrors } from '../../lib/check.ts';
import { check } from '../../lib/check.ts';
import { GUEST_POLICY_CHOICES, RECORDING_POLICY_CHOICES, SEPARATE_TRACKS_CHOICES } from '../../lib/labels.ts';
import { Radios, Switch } from '../../ui/choice.tsx';
import { TextArea, TextField } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { Section } from './section.tsx';
import css from './study-form.module.css';

/** What a Study's form sends. */
export interface StudyFields {
  title: string;
  about: string;
  lengthMinutes: number;
  instructions: string;
  sharesScreen: boolean;
  consent: string;
  guestPolicy: GuestPolicy;
  recordingPolicy: RecordingPolicy;
  separateTracks: SeparateTracks;
}

/** What it holds meanwhile: the length as typed. */
export type StudyDraft = Omit<StudyFields, 'lengthMinutes'> & { lengthMinutes: string };

export const EMPTY_STUDY: StudyDraft = {
  title: '',
  about: '',
  lengthMinutes: '45',
  instructions: '',
  sharesScreen: false,
  consent: '',
  guestPolicy: 'talk',
  recordingPolicy: 'automatic',
  separateTracks: 'off',
};

const SENTENCES = {
  title: 'Please give the Study a title.',
  lengthMinutes: `A Session is ${LENGTH_MIN_MINUTES} to ${LENGTH_MAX_MINUTES} minutes long.`,
};

interface StudyFormProps {
  start: StudyDraft;
  onSubmit: (body: StudyFields) => void;
  /** The consent text is given already, and a change makes a new version of it. */
  consentVersion?: number;
  /** Error banner and buttons. */
  children: ReactNode;
}

/** Everything a Study is made of. Used for a new one and for its 'Settings'. */
export function StudyForm({ start, onSubmit, consentVersion, children }: StudyFormProps) {
  const [draft, setDraft] = useState(start);
  const [errors, setErrors] = useState<FieldErrors | null>(null);
  const set = <Key extends keyof StudyDraft>(key: Key, value: StudyDraft[Key]) =>
    setDraft((now) => ({ ...now, [key]: value }));

  const submit = () => {
    const body = { ...draft, lengthMinutes: Number(draft.lengthMinutes) };
    const wrong = check(StudyBody, body, SENTENCES) ?? consentMissing(draft, consentVersion);
    setErrors(wrong);
    if (!wrong) onSubmit(body);
  };

  return (
    <Form onSubmit={submit}>
      <Section title="The Study" intro="Only your workspace reads the about text.">
        <TextField
          label="Title"
          value={draft.title}
          maxLength={TITLE_MAX}
          placeholder="How people plan a trip"
          hint="Participants see it in their mails."
          error={errors?.['title']}
          onChange={(event) => set('title', event.target.value)}
        />
        <TextArea
          label="About"
          optional
          value={draft.about}
          maxLength={TEXT_MAX}
          placeholder="What you want to learn, and from whom."
          onChange={(event) => set('about', event.target.value)}
        />
      </Section>
      <Section title="Sessions" intro="How long one takes, and what the Participant should know before it.">
        <div className={css.length}>
          <TextField
            label="Length in minutes"
            type="number"
            inputMode="numeric"
            min={LENGTH_MIN_MINUTES}
            max={LENGTH_MAX_MINUTES}
            step={5}
            value={draft.lengthMinutes}
            error={errors?.['lengthMinutes']}
            onChange={(event) => set('lengthMinutes', event.target.value)}
          />
        </div>
        <TextArea
          label="Instructions for the Participant"
          optional
          value={draft.instructions}
          maxLength={TEXT_MAX}
          hint="In their mail and before they join: what to have at hand, where to sit."
          onChange={(event) => set('instructions', event.target.value)}
        />
        <Switch
          label="Participant will share their screen"
          hint="Said in their mail and before they join, so that they come with a computer."
          checked={draft.sharesScreen}
          onChange={(event) => set('sharesScreen', event.target.checked)}
        />
      </Section>
      <Section title="Guests" intro="Colleagues and clients who come in by the Guest link.">
        <Radios
          legend="What Guests may do"
          value={draft.guestPolicy}
          options={GUEST_POLICY_CHOICES}
          onChange={(value) => set('guestPolicy', value)}
        />
      </Section>
      <Section title="Recording and consent" intro="A Participant joins only after agreeing to this text.">
        <Radios
          legend="Recording"
          value={draft.recordingPolicy}
          options={RECORDING_POLICY_CHOICES}
          onChange={(value) => set('recordingPolicy', value)}
        />
        {draft.recordingPolicy !== 'off' && (
          <Radios
            legend="Separate tracks"
            value={draft.separateTracks}
            options={SEPARATE_TRACKS_CHOICES}
            onChange={(value) => set('separateTracks', value)}
          />
        )}
        <TextArea
          label="Consent text"
          optional={consentVersion === undefined}
          rows={5}
          value={draft.consent}
          maxLength={TEXT_MAX}
          hint={consentHint(draft, consentVersion)}
          error={errors?.['consent']}
          onChange={(event) => set('consent', event.target.value)}
        />
      </Section>
      <div className={css.end}>{children}</div>
    </Form>
  );
}

function consentHint({ recordingPolicy, separateTracks }: StudyDraft, version: number | undefined): string {
  const about =
    version === undefined
      ? 'Leave it empty to start with our standard text; you can change it under Settings.'
      : `This is version ${version}. A change makes a new version, which Participants agree to afresh.`;
  const isSaid = recordingPolicy !== 'off' && separateTracks !== 'off';
  return isSaid ? `${about} A sentence about separate tracks follows it by itself.` : about;
}

function consentMissing(draft: StudyDraft, version: number | undefined): FieldErrors | null {
  if (version === undefined || draft.consent.trim()) return null;
  return { consent: 'Please keep a consent text: Participants must know what they agree to.' };
}
