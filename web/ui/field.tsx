import { CircleAlert } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { useId } from 'react';
import css from './field.module.css';

export interface FieldShape {
  label: string;
  /** Help under the control, there all the time. */
  hint?: ReactNode;
  /** What is wrong and how to put it right; replaces the hint. */
  error?: string | null | undefined;
  /** Says 'optional' beside the label. */
  optional?: boolean;
}

interface ControlWiring {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': boolean | undefined;
}

/** Label, control, hint and error of one field, wired together for screen readers. */
export function Field({
  label,
  hint,
  error,
  optional,
  children,
}: FieldShape & { children: (wiring: ControlWiring) => ReactNode }) {
  const id = useId();
  const says = error || hint;
  return (
    <div className={css.field}>
      <label htmlFor={id} className={css.label}>
        {label}
        {optional && <span className={css.optional}>optional</span>}
      </label>
      {children({ id, 'aria-describedby': says ? `${id}says` : undefined, 'aria-invalid': error ? true : undefined })}
      {says && (
        <p id={`${id}says`} className={error ? css.error : css.hint}>
          {error && <CircleAlert aria-hidden="true" />}
          <span>{says}</span>
        </p>
      )}
    </div>
  );
}

/** One line: text, email, date, time, number. */
export function TextField({
  label,
  hint,
  error,
  optional,
  ...input
}: FieldShape & Omit<ComponentProps<'input'>, 'className' | 'id'>) {
  return (
    <Field label={label} hint={hint} error={error} {...(optional && { optional })}>
      {(wiring) => <input type="text" {...input} {...wiring} className={css.control} />}
    </Field>
  );
}

/** Several lines; grows with what is written where the browser can. */
export function TextArea({
  label,
  hint,
  error,
  optional,
  ...area
}: FieldShape & Omit<ComponentProps<'textarea'>, 'className' | 'id'>) {
  return (
    <Field label={label} hint={hint} error={error} {...(optional && { optional })}>
      {(wiring) => <textarea rows={3} {...area} {...wiring} className={css.control} />}
    </Field>
  );
}

/** A choice from a short list, as the platform shows it. */
export function SelectField({
  label,
  hint,
  error,
  optional,
  children,
  ...select
}: FieldShape & Omit<ComponentProps<'select'>, 'className' | 'id'>) {
  return (
    <Field label={label} hint={hint} error={error} {...(optional && { optional })}>
      {(wiring) => (
        <select {...select} {...wiring} className={css.control}>
          {children}
        </select>
      )}
    </Field>
  );
}

/** Fields side by side, one below the other where it is narrow. */
export function FieldRow({ children }: { children: ReactNode }) {
  return <div className={css.row}>{children}</div>;
}

/** Fields one below the other. */
export function Fields({ children }: { children: ReactNode }) {
  return <div className={css.stack}>{children}</div>;
}
