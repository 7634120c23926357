import { useState } from 'react';
import { RescheduleBody } from '../../../../wire/http.ts';
import { api } from '../../../lib/api.ts';
import type { FieldErrors } from '../../../lib/check.ts';
import { check } from '../../../lib/check.ts';
import { lengthInMinutes, showSpan } from '../../../lib/time.ts';
import { wallTimeOf } from '../../../lib/wall-time.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Fields } from '../../../ui/field.tsx';
import { showToast } from '../../../ui/toasts.ts';
import { useViewerZone } from '../../shell/me.ts';
import { bookingErrors } from '../time-picker/booking-errors.ts';
import { SENTENCES } from '../time-picker/booking-sentences.ts';
import { sides } from '../time-picker/sides.ts';
import { TimePicker } from '../time-picker/time-picker.tsx';
import { usePickedTime } from '../time-picker/use-picked-time.ts';
import { ChangeRefused } from './change-refused.tsx';
import { ChangeRule } from './change-rule.tsx';
import type { ChangeDialogProps } from './session-dialog.tsx';
import { useSessionChange } from './use-session-change.ts';

/** 'Reschedule': the same links, a new time, both are mailed. */
export function RescheduleDialog({ session, onClose, onReload }: ChangeDialogProps) {
  const viewerZone = useViewerZone();
  const [errors, setErrors] = useState<FieldErrors | null>(null);
  const { startsAt, endsAt, zone, participant, participantZone, scheduleVersion } = session;
  const picked = usePickedTime(() => ({
    ...wallTimeOf(Date.parse(startsAt), zone),
    length: String(lengthInMinutes(startsAt, endsAt)),
    zone,
  }));
  const move = useSessionChange((body: RescheduleBody) => api.reschedule(session.id, body), {
    done: (moved) => {
      showToast(
        `Moved to ${showSpan(moved.startsAt, moved.endsAt, viewerZone)}. ${participant.name} and you are being mailed.`,
      );
      onClose();
    },
    refused: (error) => setErrors(bookingErrors(error, picked.zone, Date.now())),
  });

  const submit = () => {
    const body = {
      startsAt: picked.startsAt,
      lengthMinutes: Number(picked.length),
      zone: picked.zone,
      scheduleVersion,
    };
    const wrong = check(RescheduleBody, body, SENTENCES);
    setErrors(wrong);
    if (!wrong && !move.isPending) move.mutate(body);
  };

  return (
    <Dialog
      title="Reschedule"
      intro={<ChangeRule session={session} />}
      onClose={onClose}
      onSubmit={submit}
      footer={
        <>
          <Button onClick={onClose}>Keep the time</Button>
          <Button kind="primary" type="submit" busy={move.isPending}>
            Reschedule and send mails
          </Button>
        </>
      }
    >
      <Fields>
        {move.error && !errors && <ChangeRefused error={move.error} onReload={onReload} />}
        <TimePicker
          picked={picked}
          errors={errors}
          readers={sides({ viewerZone, name: participant.name, theirZone: participantZone })}
        />
      </Fields>
    </Dialog>
  );
}
