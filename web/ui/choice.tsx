import type { ComponentProps, ReactNode } from 'react';
import { useId } from 'react';
import css from './choice.module.css';

interface ChoiceShape extends Omit<ComponentProps<'input'>, 'className' | 'id' | 'type'> {
  label: string;
  /** What it means, under the label. */
  hint?: ReactNode;
}

/** A box to tick: takes effect when its form is sent. */
export function Checkbox(props: ChoiceShape) {
  return <Choice {...props} type="checkbox" look="box" />;
}

/** A switch: takes effect at once. `busy` while the change is being saved. */
export function Switch({ busy = false, ...props }: ChoiceShape & { busy?: boolean }) {
  return (
    <Choice
      {...props}
      type="checkbox"
      look="switch"
      role="switch"
      aria-checked={props.checked ?? false}
      aria-busy={busy}
    />
  );
}

interface RadiosProps<Value extends string> {
  legend: string;
  value: Value;
  options: readonly { value: Value; label: string; hint?: string }[];
  onChange: (value: Value) => void;
}

/** One of a few, each with a sentence about it. */
export function Radios<Value extends string>({ legend, value, options, onChange }: RadiosProps<Value>) {
  const name = useId();
  return (
    <fieldset className={css.radios}>
      <legend className={css.legend}>{legend}</legend>
      {options.map((option) => (
        <Choice
          key={option.value}
          type="radio"
          look="dot"
          name={name}
          label={option.label}
          hint={option.hint}
          checked={option.value === value}
          onChange={() => onChange(option.value)}
        />
      ))}
    </fieldset>
  );
}

function Choice({
  label,
  hint,
  look,
  ...input
}: Omit<ComponentProps<'input'>, 'className' | 'id'> & {
  label: string;
  hint?: ReactNode;
  look: 'box' | 'switch' | 'dot';
}) {
  const id = useId();
  return (
    <div className={css.choice}>
      <input
        {...input}
        id={id}
        className={css.input}
        data-look={look}
        aria-describedby={hint ? `${id}hint` : undefined}
      />
      <label htmlFor={id} className={css.label}>
        {label}
      </label>
      {hint && (
        <p id={`${id}hint`} className={css.hint}>
          {hint}
        </p>
      )}
    </div>
  );
}
