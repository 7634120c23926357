import type { ReactNode } from 'react';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import css from './notes.module.css';

/** A talk of an hour would push the rest of the page away: so many are shown first ... */
const SHOWN = 12;
/** ... and a few more rather than a button for them. */
const SPARE = 4;

interface FoldedListProps<Item> {
  items: readonly Item[];
  /** "Show all 43 notes". */
  noun: string;
  children: (item: Item) => ReactNode;
}

/** An ordered list; of a long one the beginning, until asked for all of it. */
export function FoldedList<Item>({ items, noun, children }: FoldedListProps<Item>) {
  const [whole, setWhole] = useState(false);
  const isLong = !whole && items.length > SHOWN + SPARE;
  return (
    <>
      <ol className={css.list}>{(isLong ? items.slice(0, SHOWN) : items).map(children)}</ol>
      {isLong && (
        <Button size="s" onClick={() => setWhole(true)}>
          {`Show all ${items.length} ${noun}`}
        </Button>
      )}
    </>
  );
}
