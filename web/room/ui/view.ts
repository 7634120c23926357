import { useSyncExternalStore } from 'react';
import type { Layout } from './arrange.ts';

/** How this person wants to see the room. Nobody else learns of it. */
export interface View {
  layout: Layout;
  hideSelf: boolean;
  /** Kept large, by number; until they leave. */
  pinned: number | null;
  /** Drawn in a small window of their own, with its height in CSS px. */
  floating: { n: number; height: number } | null;
}

const KEY = 'fieldroom.view';
const LAYOUTS: readonly unknown[] = ['auto', 'grid', 'speaker'] satisfies Layout[];
const FIRST: View = { layout: 'auto', hideSelf: false, pinned: null, floating: null };

let view: View | null = null;
const listeners = new Set<() => void>();

export function currentView(): View {
  view ??= { ...FIRST, ...recallView() };
  return view;
}

/** Layout and self view are remembered by this browser; who is pinned is of this room only. */
export function changeView(change: Partial<View>): void {
  view = { ...currentView(), ...change };
  const { layout, hideSelf } = view;
  try {
    localStorage.setItem(KEY, JSON.stringify({ layout, hideSelf }));
  } catch (cause) {
    console.info('The view is not remembered', cause);
  }
  for (const listener of listeners) listener();
}

export function useView(): View {
  return useSyncExternalStore(onView, currentView);
}

function onView(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Private windows may refuse storage, and anything may stand in it. */
function recallView(): Partial<View> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    const { layout, hideSelf } = (kept ?? {}) as Record<string, unknown>;
    return { ...(LAYOUTS.includes(layout) && { layout: layout as Layout }), hideSelf: hideSelf === true };
  } catch (cause) {
    console.info('The view is not remembered', cause);
    return {};
  }
}
