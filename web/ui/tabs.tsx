import type { KeyboardEvent, MouseEvent, ReactNode } from 'react';
import { useId } from 'react';
import css from './tabs.module.css';

interface Tab<Key extends string> {
  key: Key;
  label: string;
  /** Where the tab lives, so that it can be opened in its own window. */
  href: string;
  /** A small number after the label. */
  count?: number | undefined;
}

interface TabsProps<Key extends string> {
  label: string;
  tabs: readonly Tab<Key>[];
  current: Key;
  onChange: (key: Key) => void;
  /** What the current tab shows. */
  children: ReactNode;
}

const STEPS: Record<string, (at: number, count: number) => number> = {
  ArrowRight: (at, count) => (at + 1) % count,
  ArrowLeft: (at, count) => (at + count - 1) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** Tabs with their panel. Arrow keys, Home and End move; each tab is also an address. */
export function Tabs<Key extends string>({ label, tabs, current, onChange, children }: TabsProps<Key>) {
  const id = useId();

  const move = (event: KeyboardEvent<HTMLElement>) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const next =
      tabs[
        step(
          tabs.findIndex((tab) => tab.key === current),
          tabs.length,
        )
      ];
    if (!next) return;
    onChange(next.key);
    document.getElementById(`${id}${next.key}`)?.focus();
  };
  const press = (event: MouseEvent, key: Key) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    onChange(key);
  };

  return (
    <>
      <div role="tablist" aria-label={label} className={css.list} tabIndex={-1} onKeyDown={move}>
        {tabs.map((tab) => (
          <a
            key={tab.key}
            id={`${id}${tab.key}`}
            role="tab"
            href={tab.href}
            className={css.tab}
            aria-selected={tab.key === current}
            aria-controls={tab.key === current ? `${id}panel` : undefined}
            tabIndex={tab.key === current ? 0 : -1}
            onClick={(event) => press(event, tab.key)}
          >
            {tab.label}
            {tab.count !== undefined && (
              <span className={css.count} aria-hidden="true">
                {tab.count}
              </span>
            )}
          </a>
        ))}
      </div>
      <div role="tabpanel" id={`${id}panel`} aria-labelledby={`${id}${current}`} className={css.panel}>
        {children}
      </div>
    </>
  );
}
