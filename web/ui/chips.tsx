import css from './chips.module.css';

interface ChipsProps<Key extends string> {
  /** What is filtered, read aloud. */
  label: string;
  chips: readonly { key: Key; label: string; count: number }[];
  /** The chip that is on; null shows everything. */
  current: Key | null;
  onChange: (key: Key | null) => void;
}

/** Filter chips: one on at a time, pressed again it is off. */
export function Chips<Key extends string>({ label, chips, current, onChange }: ChipsProps<Key>) {
  return (
    <fieldset className={css.group} aria-label={label}>
      {chips.map((chip) => (
        <button
          key={chip.key}
          type="button"
          className={css.chip}
          aria-pressed={chip.key === current}
          onClick={() => onChange(chip.key === current ? null : chip.key)}
        >
          {chip.label}
          <span className={css.count} aria-hidden="true">
            {chip.count}
          </span>
        </button>
      ))}
    </fieldset>
  );
}
