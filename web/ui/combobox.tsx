/* The ARIA combobox pattern: a native select cannot be searched, a datalist does not say what it holds. */
/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/click-events-have-key-events */
import type { KeyboardEvent } from 'react';
import { useRef, useState } from 'react';
import css from './combobox.module.css';
import type { FieldShape } from './field.tsx';
import { Field } from './field.tsx';
import field from './field.module.css';

export interface Option {
  value: string;
  label: string;
  /** Grey, at the right. */
  detail?: string;
  /** Further words it is found by. */
  also?: string;
}

interface ComboboxProps extends FieldShape {
  /** Everything there is to choose from; asked for when the list is first opened. */
  load: () => readonly Option[];
  /** The chosen one in words. */
  shown: string;
  value: string;
  onChange: (value: string) => void;
}

/** More do not help to find one, and cost time to draw. */
const SHOWN = 60;

function matching(options: readonly Option[], typed: string): readonly Option[] {
  const words = typed.toLowerCase().split(/[\s_/]+/u);
  const has = (option: Option) => {
    const text = `${option.label} ${option.value} ${option.also ?? ''}`.toLowerCase().replaceAll('_', ' ');
    return words.every((word) => text.includes(word));
  };
  return options.filter(has).slice(0, SHOWN);
}

/** A choice from a long list, by typing (ARIA combobox pattern with a list). */
export function Combobox({ load, shown, value, onChange, ...shape }: ComboboxProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const open = typed !== null;
  const found = open ? matching(load(), typed) : [];

  const choose = (option: Option | undefined) => {
    if (option && option.value !== value) onChange(option.value);
    setTyped(null);
  };
  const go = (to: number) => {
    const next = Math.max(0, Math.min(found.length - 1, to));
    setAt(next);
    list.current?.children[next]?.scrollIntoView({ block: 'nearest' });
  };
  const onKey = (event: KeyboardEvent) => {
    const keys: Record<string, () => void> = {
      ArrowDown: () => (open ? go(at + 1) : setTyped('')),
      ArrowUp: () => go(at - 1),
      Enter: () => choose(found[at]),
      Escape: () => setTyped(null),
    };
    const act = keys[event.key];
    if (!act || (!open && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };

  return (
    <Field {...shape}>
      {(wiring) => (
        <div className={css.box}>
          <input
            {...wiring}
            role="combobox"
            className={field.control}
            autoComplete="off"
            spellCheck={false}
            aria-expanded={open}
            aria-controls={`${wiring.id}list`}
            aria-autocomplete="list"
            aria-activedescendant={open && found[at] ? `${wiring.id}-${at}` : undefined}
            value={typed ?? shown}
            onFocus={(event) => event.currentTarget.select()}
            onClick={() => setTyped((now) => now ?? '')}
            onChange={(event) => {
              setTyped(event.target.value);
              setAt(0);
            }}
            onBlur={() => setTyped(null)}
            onKeyDown={onKey}
          />
          <div
            ref={list}
            id={`${wiring.id}list`}
            role="listbox"
            aria-label="Choices"
            className={css.list}
            hidden={!open}
            tabIndex={-1}
          >
            {found.map((option, index) => (
              // Keys are handled by the input, which keeps the focus.
              <div
                key={option.value}
                id={`${wiring.id}-${index}`}
                role="option"
                tabIndex={-1}
                className={css.option}
                aria-selected={index === at}
                onPointerDown={(event) => event.preventDefault()}
                onClick={() => choose(option)}
              >
                <span>{option.label}</span>
                <span className={css.detail}>{option.detail}</span>
              </div>
            ))}
            {open && found.length === 0 && (
              <div className={css.none} role="option" aria-selected="false" aria-disabled="true" tabIndex={-1}>
                Nothing by that name
              </div>
            )}
          </div>
        </div>
      )}
    </Field>
  );
}
