import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Study } from '../../../../wire/http.ts';
import { ScheduleBody } from '../../../../wire/http.ts';
import { DAY, EMAIL_MAX, LENGTH_MAX_MINUTES, LENGTH_MIN_MINUTES, NAME_MAX } from '../../../../wire/limits.ts';
import { api } from '../../../lib/api.ts';
import type { FieldErrors } from '../../../lib/check.ts';
import { check } from '../../../lib/check.ts';
import { problemText } from '../../../lib/problems.ts';
import { instantOf, wallTimeOf } from '../../../lib/wall-time.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { FieldRow, Fields, TextField } from '../../../ui/field.tsx';
import { showToast } from '../../../ui/toasts.ts';
import { ZoneField } from '../../parts/zone-field.tsx';
import { queryClient } from '../../query-client.ts';
import { useViewerZone } from '../../shell/me.ts';
import { bookingErrors } from './booking-errors.ts';
import { SENTENCES } from './booking-sentences.ts';
import { TimeSummary } from './time-summary.tsx';

interface ScheduleDialogProps {
  study: Study;
  onClose: () => void;
}

/** 'Schedule a Session': the Participant and the host are mailed as soon as it is sent. */
export function ScheduleDialog({ study, onClose }: ScheduleDialogProps) {
  const viewerZone = useViewerZone();
  const [zone, setZone] = useState(viewerZone);
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [date, setDate] = useState(() => wallTimeOf(Date.now() + DAY, viewerZone).date);
  const [time, setTime] = useState('10:00');
  const [length, setLength] = useState(String(study.lengthMinutes));
  const [errors, setErrors] = useState<FieldErrors | null>(null);
  const startsAt = instantOf({ date, time }, zone);

  const schedule = useMutation({
    mutationFn: (body: ScheduleBody) => api.schedule(study.id, body),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['sessions', study.id] });
      showToast(`Scheduled. ${name.trim()} and you are being mailed.`);
      onClose();
    },
    onError: (error) => setErrors(bookingErrors(error, zone, Date.now())),
  });

  const submit = () => {
    const body = {
      participant: { name, email },
      startsAt: startsAt === null ? '' : new Date(startsAt).toISOString(),
      lengthMinutes: Number(length),
      zone,
    };
    const wrong = check(ScheduleBody, body, SENTENCES);
    setErrors(wrong);
    if (!wrong && !schedule.isPending) schedule.mutate(body);
  };

  return (
    <Dialog
      title="Schedule a Session"
      onClose={onClose}
      onSubmit={submit}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" busy={schedule.isPending}>
            Schedule and send mails
          </Button>
        </>
      }
    >
      <Fields>
        {schedule.error && !errors && <Banner tone="bad">{problemText(schedule.error)}</Banner>}
        <TextField
          label="Participant's name"
          autoComplete="off"
          maxLength={NAME_MAX}
          value={name}
          error={errors?.['participant.name']}
          onChange={(event) => setName(event.target.value)}
        />
        <TextField
          label="Participant's e-mail"
          type="email"
          autoComplete="off"
          maxLength={EMAIL_MAX}
          value={email}
          error={errors?.['participant.email']}
          onChange={(event) => setEmail(event.target.value)}
        />
        <FieldRow>
          <TextField label="Date" type="date" value={date} onChange={(event) => setDate(event.target.value)} />
          <TextField label="Time" type="time" value={time} onChange={(event) => setTime(event.target.value)} />
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
        </FieldRow>
        <ZoneField label="Time zone" value={zone} error={errors?.['zone']} onChange={setZone} />
        <TimeSummary
          wall={{ date, time }}
          zone={zone}
          viewerZone={viewerZone}
          lengthMinutes={Number(length)}
          error={errors?.['startsAt']}
        />
      </Fields>
    </Dialog>
  );
}
