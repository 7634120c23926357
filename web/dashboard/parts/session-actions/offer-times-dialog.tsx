import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { DAY, OFFERED_TIMES_MAX } from '../../../../wire/limits.ts';
import { api } from '../../../lib/api.ts';
import type { FieldErrors } from '../../../lib/check.ts';
import { lengthInMinutes } from '../../../lib/time.ts';
import type { WallTime } from '../../../lib/wall-time.ts';
import { instantOf, wallTimeOf } from '../../../lib/wall-time.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Fields, TextField } from '../../../ui/field.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { showToast } from '../../../ui/toasts.ts';
import { useViewerZone } from '../../shell/me.ts';
import { bookingErrors } from '../time-picker/booking-errors.ts';
import { sides } from '../time-picker/sides.ts';
import { TimeSummary } from '../time-picker/time-summary.tsx';
import { ZoneField } from '../zone-field.tsx';
import { ChangeRefused } from './change-refused.tsx';
import css from './offer-times-dialog.module.css';
import type { ChangeDialogProps } from './session-dialog.tsx';
import { useSessionChange } from './use-session-change.ts';

/** 'Offer other times': the Participant is mailed them and chooses one; until then the Session stays as it is. */
export function OfferTimesDialog({ session, onClose, onReload }: ChangeDialogProps) {
  const viewerZone = useViewerZone();
  const { startsAt, endsAt, participant, participantZone, timeAskedNote, scheduleVersion } = session;
  const [zone, setZone] = useState(session.zone);
  const [times, setTimes] = useState<readonly WallTime[]>(() => firstTimes(session));
  const [errors, setErrors] = useState<FieldErrors | null>(null);
  const instants = times.map((time) => instantOf(time, zone)).filter((at) => at !== null);
  const offer = useSessionChange(
    () => api.offerTimes(session.id, { times: instants.map((at) => new Date(at).toISOString()), scheduleVersion }),
    {
      done: () => {
        showToast(`${participant.name} is being mailed the times.`);
        onClose();
      },
      refused: (error) => setErrors(bookingErrors(error, viewerZone, Date.now())),
    },
  );
  const change = (index: number, part: Partial<WallTime>) =>
    setTimes(times.map((time, at) => (at === index ? { ...time, ...part } : time)));
  const submit = () => {
    const isWhole = instants.length === times.length;
    setErrors(isWhole ? null : { startsAt: 'Please choose a date and a time for each, or take it away.' });
    if (isWhole && !offer.isPending) offer.mutate(undefined);
  };

  return (
    <Dialog
      title="Offer other times"
      intro={`${participant.name} chooses one of them from the mail. Until then the Session stays as it is.`}
      onClose={onClose}
      onSubmit={submit}
      footer={
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button kind="primary" type="submit" busy={offer.isPending}>
            Offer these times
          </Button>
        </>
      }
    >
      <Fields>
        {timeAskedNote && <Banner>{`${participant.name} writes: “${timeAskedNote}”`}</Banner>}
        {offer.error && !errors && <ChangeRefused error={offer.error} onReload={onReload} />}
        {errors?.['startsAt'] && <Banner tone="bad">{errors['startsAt']}</Banner>}
        <ZoneField label="Time zone" value={zone} onChange={setZone} />
        <ol className={css.times}>
          {times.map((time, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- the fields of a row are controlled: its place is all it is
            <li key={index} className={css.time}>
              <TextField
                label={`Date ${index + 1}`}
                type="date"
                value={time.date}
                onChange={(event) => change(index, { date: event.target.value })}
              />
              <TextField
                label={`Time ${index + 1}`}
                type="time"
                value={time.time}
                onChange={(event) => change(index, { time: event.target.value })}
              />
              {times.length > 1 && (
                <IconButton
                  label={`Take time ${index + 1} away`}
                  icon={<X />}
                  onClick={() => setTimes(times.filter((_, at) => at !== index))}
                />
              )}
              <div className={css.summary}>
                <TimeSummary
                  wall={time}
                  zone={zone}
                  readers={sides({ viewerZone, name: participant.name, theirZone: participantZone })}
                  lengthMinutes={lengthInMinutes(startsAt, endsAt)}
                  error={undefined}
                />
              </div>
            </li>
          ))}
        </ol>
        {times.length < OFFERED_TIMES_MAX && (
          <div>
            <Button size="s" icon={<Plus />} onClick={() => setTimes([...times, dayAfter(times.at(-1), zone)])}>
              Add a time
            </Button>
          </div>
        )}
      </Fields>
    </Dialog>
  );
}

/** The times on offer already, else the same time a day later. */
function firstTimes({ offeredTimes, startsAt, zone }: ChangeDialogProps['session']): WallTime[] {
  const instants =
    offeredTimes.length > 0 ? offeredTimes.map((time) => Date.parse(time)) : [Date.parse(startsAt) + DAY];
  return instants.map((at) => wallTimeOf(at, zone));
}

function dayAfter(last: WallTime | undefined, zone: string): WallTime {
  const at = last ? instantOf(last, zone) : null;
  return wallTimeOf((at ?? Date.now()) + DAY, zone);
}
