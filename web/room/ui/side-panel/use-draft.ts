import { useState } from 'react';
import type { RoomStore } from '../../state.ts';
import { useStore } from '../room-context.ts';

const drafts = new WeakMap<RoomStore, Map<string, unknown>>();

/** Like useState, but what is half written is still there when the panel is closed and opened again. */
export function useDraft<Value>(key: string, first: Value): [Value, (value: Value) => void] {
  const store = useStore();
  const [value, setValue] = useState(() => (drafts.get(store)?.get(key) as Value | undefined) ?? first);
  const keep = (next: Value) => {
    const mine = drafts.get(store) ?? new Map<string, unknown>();
    drafts.set(store, mine.set(key, next));
    setValue(next);
  };
  return [value, keep];
}
