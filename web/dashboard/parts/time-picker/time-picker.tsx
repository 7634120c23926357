import { LENGTH_MAX_MINUTES, LENGTH_MIN_MINUTES } from '../../../../wire/limits.ts';
import type { FieldErrors } from '../../../lib/check.ts';
import { FieldRow, TextField } from '../../../ui/field.tsx';
import { ZoneField } from '../zone-field.tsx';
import type { Reader } from './time-summary.tsx';
import { TimeSummary } from './time-summary.tsx';
import type { PickedTime } from './use-picked-time.ts';

interface TimePickerProps {
  picked: PickedTime;
  /** Both sides, whose clocks are shown while choosing. */
  readers: readonly Reader[];
  errors: FieldErrors | null;
}

/** Day, time, length and the zone they are meant in, and below it what that is on everybody's clock. */
export function TimePicker({ picked, readers, errors }: TimePickerProps) {
  const { date, time, length, zone, change } = picked;
  return (
    <>
      <FieldRow>
        <TextField label="Date" type="date" value={date} onChange={(event) => change({ date: event.target.value })} />
        <TextField label="Time" type="time" value={time} onChange={(event) => change({ time: event.target.value })} />
        <TextField
          label="Length in minutes"
          type="number"
          inputMode="numeric"
          min={LENGTH_MIN_MINUTES}
          max={LENGTH_MAX_MINUTES}
          step={5}
          value={length}
          error={errors?.['lengthMinutes']}
          onChange={(event) => change({ length: event.target.value })}
        />
      </FieldRow>
      <ZoneField label="Time zone" value={zone} error={errors?.['zone']} onChange={(next) => change({ zone: next })} />
      <TimeSummary
        wall={{ date, time }}
        zone={zone}
        readers={readers}
        lengthMinutes={Number(length)}
        error={errors?.['startsAt']}
      />
    </>
  );
}
