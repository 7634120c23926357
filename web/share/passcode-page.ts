import { PASSCODE_MAX } from '../../wire/limits.ts';
import { h, setText } from '../join/dom.ts';

export interface PasscodePage {
  element: HTMLElement;
  /** What was wrong with the one that was tried. */
  tell: (sentence: string) => void;
}

/** Asks for the passcode that came with the link. */
export function passcodePage(send: (passcode: string) => Promise<void>): PasscodePage {
  const problem = h('p', { id: 'passcode-problem', className: 'share-problem', role: 'alert' });
  const field = h('input', { id: 'passcode', type: 'password', autocomplete: 'off', maxLength: PASSCODE_MAX });
  const button = h('button', { type: 'submit', className: 'join-button' }, 'Watch');
  const form = h(
    'form',
    { className: 'share-passcode', noValidate: true },
    h('label', { htmlFor: 'passcode' }, 'Passcode'),
    field,
    problem,
    button,
  );
  form.onsubmit = (event) => {
    event.preventDefault();
    if (button.ariaBusy === 'true') return;
    if (!field.value) return tell('Please type the passcode.');
    button.ariaBusy = 'true';
    void send(field.value).finally(() => {
      button.ariaBusy = 'false';
    });
  };

  function tell(sentence: string) {
    setText(problem, sentence);
    field.setAttribute('aria-invalid', 'true');
    field.setAttribute('aria-describedby', problem.id);
    field.focus();
    field.select();
  }

  document.title = 'Passcode - Fieldroom';
  const element = h(
    'main',
    { className: 'share-narrow' },
    h('h1', { tabIndex: -1 }, 'This recording asks for a passcode'),
    h('p', {}, 'The person who sent you the link has it.'),
    form,
  );
  return { element, tell };
}
