import type { ReactNode } from 'react';
import { useId } from 'react';
import css from './segments.module.css';

interface SegmentsProps<Value extends string> {
  /** Read aloud, not shown. */
  legend: string;
  value: Value;
  options: readonly { value: Value; label: string; icon?: ReactNode }[];
  onChange: (value: Value) => void;
}

/** One of two to four, side by side; radio buttons underneath. */
export function Segments<Value extends string>({ legend, value, options, onChange }: SegmentsProps<Value>) {
  const name = useId();
  return (
    <fieldset className={css.segments}>
      <legend className="unseen">{legend}</legend>
      {options.map((option) => (
        <label key={option.value} className={css.segment}>
          <input
            type="radio"
            name={name}
            className="unseen"
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          {option.icon}
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}
