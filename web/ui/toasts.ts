export interface Toast {
  id: number;
  text: string;
  /** 'said': somebody's words, not ours. */
  tone: 'good' | 'bad' | 'said';
  /** How long it is shown, ms. */
  stays: number;
  /** A way back: 'Undo'. */
  action?: ToastAction;
  /** What it tells of: the next toast about it takes its place, as 'is being saved' is no news beside 'was saved'. */
  about?: string;
}

export interface ToastAction {
  label: string;
  run: () => void;
}

// Long enough to read a sentence; bad news stays longer. Resting on a toast holds it.
const GOOD_STAYS = 5_000;
const BAD_STAYS = 10_000;
/** Time to think about whether it was meant. */
const ACTION_STAYS = 10_000;
/** More than this cover the page. */
const AT_ONCE = 3;

let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function set(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

/** Says `text` at the foot of the page and to screen readers. Callable from anywhere. Returns its id, for `dismissToast`. */
export function showToast(
  text: string,
  tone: Toast['tone'] = 'good',
  { action, about }: Pick<Toast, 'action' | 'about'> = {},
): number {
  lastId += 1;
  const stays = tone === 'said' ? GOOD_STAYS : action ? ACTION_STAYS : tone === 'good' ? GOOD_STAYS : BAD_STAYS;
  const toast = { id: lastId, text, tone, stays, ...(action && { action }), ...(about && { about }) };
  const isOld = (other: Toast) => other.text === text || (about !== undefined && other.about === about);
  set([...toasts.filter((other) => !isOld(other)), toast].slice(-AT_ONCE));
  return lastId;
}

export function dismissToast(id: number): void {
  set(toasts.filter((toast) => toast.id !== id));
}

export function currentToasts(): readonly Toast[] {
  return toasts;
}

export function onToasts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
