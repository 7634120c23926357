/** What a key asks of the player. */
export type Command =
  | { do: 'toggle' | 'fullscreen' | 'mute' | 'note' | 'clip_from' | 'clip_to' | 'help' | 'start' | 'end' }
  | { do: 'skip'; ms: number }
  | { do: 'speed'; steps: 1 | -1 }
  /** To so many tenths of the recording. */
  | { do: 'tenth'; tenth: number };

const COMMANDS: Readonly<Record<string, Command>> = {
  ' ': { do: 'toggle' },
  k: { do: 'toggle' },
  j: { do: 'skip', ms: -10_000 },
  l: { do: 'skip', ms: 10_000 },
  ArrowLeft: { do: 'skip', ms: -5_000 },
  ArrowRight: { do: 'skip', ms: 5_000 },
  '<': { do: 'speed', steps: -1 },
  '>': { do: 'speed', steps: 1 },
  Home: { do: 'start' },
  End: { do: 'end' },
  f: { do: 'fullscreen' },
  m: { do: 'mute' },
  n: { do: 'note' },
  '[': { do: 'clip_from' },
  ']': { do: 'clip_to' },
  '?': { do: 'help' },
};

/** Controls that keep some keys for themselves. */
export type Where = 'page' | 'text' | 'button' | 'choice';

/** The command of a key, or null: none, or it belongs to the control that has the focus. */
export function keyCommand(key: string, where: Where): Command | null {
  if (where === 'text') return null;
  if (where === 'button' && key === ' ') return null;
  if (where === 'choice' && (key === ' ' || key.length > 1)) return null;
  if (/^\d$/.test(key)) return { do: 'tenth', tenth: Number(key) };
  return COMMANDS[key.length === 1 ? key.toLowerCase() : key] ?? null;
}

/** What has the focus, as far as keys are concerned. */
export function whereOf(target: EventTarget | null): Where {
  if (!(target instanceof HTMLElement)) return 'page';
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return 'text';
  if (target instanceof HTMLInputElement) {
    return ['range', 'checkbox', 'radio'].includes(target.type) ? 'choice' : 'text';
  }
  if (target instanceof HTMLSelectElement) return 'text';
  return target.closest('button, a, summary') ? 'button' : 'page';
}

/** Listens to the whole page's keys, but not over an open dialog; returns how to stop. */
export function onCommand(run: (command: Command) => void): () => void {
  const press = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.querySelector('dialog[open]')) return;
    const command = keyCommand(event.key, whereOf(event.target));
    if (!command) return;
    event.preventDefault();
    run(command);
  };
  document.addEventListener('keydown', press);
  return () => document.removeEventListener('keydown', press);
}

/** The list behind '?'. `members`: only the workspace's have notes and clips. */
export const KEY_LIST: readonly { keys: readonly string[]; text: string; members?: true }[] = [
  { keys: ['Space', 'K'], text: 'Play or pause' },
  { keys: ['J', 'L'], text: 'Back or on 10 seconds' },
  { keys: ['←', '→'], text: 'Back or on 5 seconds' },
  { keys: ['<', '>'], text: 'Slower or faster' },
  { keys: ['0 to 9'], text: 'To that tenth of the recording' },
  { keys: ['Home', 'End'], text: 'To the beginning or the end' },
  { keys: ['M'], text: 'Sound off or on' },
  { keys: ['F'], text: 'Full screen' },
  { keys: ['N'], text: 'Note at this moment', members: true },
  { keys: ['[', ']'], text: 'Clip begins or ends here', members: true },
  { keys: ['?'], text: 'This list' },
];
