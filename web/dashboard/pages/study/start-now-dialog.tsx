import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Study } from '../../../../wire/http.ts';
import { StartNowBody } from '../../../../wire/http.ts';
import { LENGTH_MAX_MINUTES, LENGTH_MIN_MINUTES } from '../../../../wire/limits.ts';
import { api } from '../../../lib/api.ts';
import type { FieldErrors } from '../../../lib/check.ts';
import { check } from '../../../lib/check.ts';
import { problemText } from '../../../lib/problems.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Fields, TextField } from '../../../ui/field.tsx';
import { showToast } from '../../../ui/toasts.ts';
import { ParticipantFields } from '../../parts/participant-fields.tsx';
import { LinkButton } from '../../parts/link-button.tsx';
import { queryClient } from '../../query-client.ts';
import { useViewerZone } from '../../shell/me.ts';
import { bookingErrors } from '../../parts/time-picker/booking-errors.ts';
import { SENTENCES } from '../../parts/time-picker/booking-sentences.ts';

/** 'Start now': a Session that is open at once. */
export function StartNowDialog({ study, onClose }: { study: Study; onClose: () => void }) {
  const [, navigate] = useLocation();
  const zone = useViewerZone();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [length, setLength] = useState(String(study.lengthMinutes));
  const [errors, setErrors] = useState<FieldErrors | null>(null);
  const start = useMutation({
    mutationFn: (body: StartNowBody) => api.startNow(study.id, body),
    onSuccess: (session) => {
      void queryClient.invalidateQueries({ queryKey: ['sessions', study.id] });
      showToast(`The room is open. ${name.trim()} is being mailed the link.`);
      navigate(`/sessions/${session.id}`);
    },
    onError: (error) => {
      const found = bookingErrors(error, zone, Date.now());
      setErrors(found?.['startsAt'] ? null : found);
    },
  });

  const submit = () => {
    const body = { participant: { name, email }, lengthMinutes: Number(length), zone };
    const wrong = check(StartNowBody, body, SENTENCES);
    setErrors(wrong);
    if (!wrong && !start.isPending) start.mutate(body);
  };

  return (
    <Dialog
      title="Start a Session now"
      intro="The room opens at once, and the Participant is mailed the way in."
      size="s"
      onClose={onClose}
      onSubmit={submit}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" busy={start.isPending}>
            Start Session
          </Button>
        </>
      }
    >
      <Fields>
        {start.error && !errors && <Banner tone="bad">{problemText(start.error)}</Banner>}
        <ParticipantFields name={name} email={email} errors={errors} onName={setName} onEmail={setEmail} />
        <TextField
          label="Length in minutes"
          type="number"
          inputMode="numeric"
          min={LENGTH_MIN_MINUTES}
          max={LENGTH_MAX_MINUTES}
          step={5}
          value={length}
          error={errors?.['lengthMinutes']}
          onChange={(event) => setLength(event.target.value)}
        />
      </Fields>
    </Dialog>
  );
}

/** Why 'Start now' does nothing here, and what would change that. */
export function NoStartNowDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog
      title="Sessions start at least 4 hours ahead"
      intro="That leaves Participants time to read their mail. The workspace setting 'Relaxed booking' lifts the rule, and then a Session can start on the spot."
      size="s"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Close</Button>
          <LinkButton kind="primary" href="/settings">
            Go to Settings
          </LinkButton>
        </>
      }
    />
  );
}
