import type { LinkView } from '../../wire/http.ts';
import { h, setText } from './dom.ts';
import { recall, remember } from './memory.ts';

/** Same as NAME_MAX in wire/limits.ts, which this page does not load; the server has the last word. */
const NAME_MAX = 80;

export interface Entry {
  element: HTMLElement;
  /** Early: `opensAt` by the server's clock, ms. null: open. */
  setOpensAt(opensAt: number | null): void;
  /** A sentence under the button, or nothing. */
  say(sentence: string, tone?: 'trouble' | 'info'): void;
  setBusy(busy: boolean): void;
  stop(): void;
}

export interface EntryForm {
  name?: string;
  consent?: { version: number; recording?: boolean };
}

/** Name, consent and 'Join'; before the room opens a countdown stands where the button will be. */
export function entryForm(
  view: LinkView,
  on: { now: () => number; join: (form: EntryForm) => void; named: (name: string) => void; opened: () => void },
): Entry {
  const guest = view.seat.role === 'guest';
  const name = h('input', { id: 'name', type: 'text', autocomplete: 'name', maxLength: NAME_MAX * 2, required: true });
  name.value = view.seat.name || recall().name;
  name.oninput = () => on.named(name.value);
  const agree = h('input', { id: 'agree', type: 'checkbox', checked: view.consent?.agreed ?? false });
  const refuse = h('input', { type: 'radio', name: 'recording', checked: view.consent?.recording === false });
  const join = h('button', { type: 'submit', className: 'join-button' }, 'Join');
  const figures = h('span', { className: 'countdown figures', ariaHidden: 'true' });
  const words = h('span', { className: 'unseen', role: 'timer' });
  const early = h('div', { className: 'early' }, h('p', {}, 'The room opens in'), figures, words);
  early.append(h('p', { className: 'hint' }, 'Keep this page open: the way in appears by itself.'));
  const check = `/j/${encodeURIComponent(view.session.id)}/check`;
  if (view.guestPolicy !== 'watch' || !guest)
    early.append(h('a', { className: 'check-link', href: check }, 'Check your camera and microphone'));
  const message = h('p', { className: 'message', role: 'alert' });
  const form = h('form', { className: 'entry', noValidate: true });
  if (guest) form.append(h('label', { htmlFor: 'name' }, 'Your name'), name);
  if (view.consent) form.append(consentBlock(view, view.consent, agree, refuse));
  form.append(early, join, message);

  let timer: ReturnType<typeof setInterval> | undefined;
  /** Fetched only when there is something to count down to. */
  let shown: typeof import('./countdown.ts') | null = null;

  function say(sentence: string, tone: 'trouble' | 'info' = 'trouble') {
    setText(message, sentence);
    message.dataset['tone'] = tone;
  }

  form.onsubmit = (event) => {
    event.preventDefault();
    if (join.hidden || join.ariaBusy === 'true') return;
    say('');
    const missing = guest && !name.value.trim() ? name : view.consent && !agree.checked ? agree : null;
    for (const field of [name, agree]) field.ariaInvalid = String(field === missing);
    if (missing) {
      missing.focus();
      say(
        missing === name ? 'Please give the name the others shall see.' : 'Please agree to the consent text to join.',
      );
      return;
    }
    if (guest) remember({ name: name.value.trim() });
    on.join({
      ...(guest && { name: name.value.trim() }),
      ...(view.consent && {
        consent: { version: view.consent.version, ...(refuse.checked && { recording: false }) },
      }),
    });
  };
  name.addEventListener('input', () => say(''));
  agree.addEventListener('input', () => say(''));

  function tick(opensAt: number) {
    const left = opensAt - on.now();
    if (shown) {
      setText(figures, shown.countdownFigures(left));
      setText(words, shown.countdownWords(left));
    }
    if (left <= 0) on.opened();
  }

  return {
    element: form,
    setOpensAt(opensAt) {
      clearInterval(timer);
      early.hidden = opensAt === null;
      join.hidden = opensAt !== null;
      if (opensAt === null) return;
      timer = setInterval(() => tick(opensAt), 1000);
      import('./countdown.ts').then(
        (countdown) => {
          shown = countdown;
          if (!early.hidden) tick(opensAt);
        },
        (cause: unknown) => console.warn('no countdown; the room opens all the same', cause),
      );
    },
    say,
    setBusy(busy) {
      join.ariaBusy = String(busy);
      setText(join, busy ? 'Joining' : 'Join');
    },
    stop: () => clearInterval(timer),
  };
}

function consentBlock(
  view: LinkView,
  consent: NonNullable<LinkView['consent']>,
  agree: HTMLInputElement,
  refuse: HTMLInputElement,
): HTMLElement {
  const watchers = `${view.session.hostName}, the research team and their guests may watch. The room always shows how many do.`;
  const recorded = view.recorded ? 'If you agree, picture, sound and shared screens are recorded. ' : '';
  const text = h('div', { className: 'consent-text', tabIndex: 0, role: 'region', ariaLabel: 'Consent text' });
  text.textContent = consent.text;
  return h(
    'div',
    { className: 'consent' },
    h('h2', {}, 'Your consent ', h('small', {}, `Version ${consent.version}`)),
    text,
    h('p', { className: 'watchers' }, recorded + watchers),
    consent.recording === null ? '' : recordingChoice(refuse),
    h('label', { className: 'agree', htmlFor: 'agree' }, agree, h('span', {}, 'I have read this and I agree')),
  );
}

/** Taking part and being recorded are two things to agree to. */
function recordingChoice(refuse: HTMLInputElement): HTMLElement {
  const record = h('input', { type: 'radio', name: 'recording', checked: !refuse.checked });
  const choice = h('div', { className: 'recording', role: 'radiogroup', ariaLabel: 'Recording' });
  choice.append(
    h('label', { className: 'agree' }, record, 'Record this Session'),
    h('label', { className: 'agree' }, refuse, 'Join without being recorded'),
  );
  return choice;
}
