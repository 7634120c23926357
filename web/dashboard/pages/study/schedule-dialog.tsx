import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Study } from '../../../../wire/http.ts';
import { ScheduleBody } from '../../../../wire/http.ts';
import { DAY } from '../../../../wire/limits.ts';
import { api } from '../../../lib/api.ts';
import type { FieldErrors } from '../../../lib/check.ts';
import { check } from '../../../lib/check.ts';
import { problemText } from '../../../lib/problems.ts';
import { wallTimeOf } from '../../../lib/wall-time.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Fields } from '../../../ui/field.tsx';
import { showToast } from '../../../ui/toasts.ts';
import { ParticipantFields } from '../../parts/participant-fields.tsx';
import { bookingErrors } from '../../parts/time-picker/booking-errors.ts';
import { SENTENCES } from '../../parts/time-picker/booking-sentences.ts';
import { sides } from '../../parts/time-picker/sides.ts';
import { TimePicker } from '../../parts/time-picker/time-picker.tsx';
import { usePickedTime } from '../../parts/time-picker/use-picked-time.ts';
import { ZoneField } from '../../parts/zone-field.tsx';
import { queryClient } from '../../query-client.ts';
import { useViewerZone } from '../../shell/me.ts';

interface ScheduleDialogProps {
  study: Study;
  onClose: () => void;
}

/** 'Schedule a Session': the Participant and the host are mailed as soon as it is sent. */
export function ScheduleDialog({ study, onClose }: ScheduleDialogProps) {
  const viewerZone = useViewerZone();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [theirZone, setTheirZone] = useState('');
  const picked = usePickedTime(() => ({
    date: wallTimeOf(Date.now() + DAY, viewerZone).date,
    time: '10:00',
    length: String(study.lengthMinutes),
    zone: viewerZone,
  }));
  const [errors, setErrors] = useState<FieldErrors | null>(null);

  const schedule = useMutation({
    mutationFn: (body: ScheduleBody) => api.schedule(study.id, body),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['sessions', study.id] });
      showToast(`Scheduled. ${name.trim()} and you are being mailed.`);
      onClose();
    },
    onError: (error) => setErrors(bookingErrors(error, picked.zone, Date.now())),
  });

  const submit = () => {
    const body = {
      participant: { name, email, ...(theirZone && { zone: theirZone }) },
      startsAt: picked.startsAt,
      lengthMinutes: Number(picked.length),
      zone: picked.zone,
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
        <ParticipantFields name={name} email={email} errors={errors} onName={setName} onEmail={setEmail} />
        <ZoneField
          label="Participant's time zone"
          optional
          hint="Their mails are written in it. Left empty, they give the time zone below."
          value={theirZone}
          error={errors?.['participant.zone']}
          onChange={setTheirZone}
        />
        <TimePicker picked={picked} errors={errors} readers={sides({ viewerZone, name, theirZone })} />
      </Fields>
    </Dialog>
  );
}
