import type { LinkView } from '../../wire/http.ts';
import { h, setText } from '../join/dom.ts';
import { goodToKnow, sessionFacts } from '../join/facts.ts';
import { answerPart } from './answer-part.ts';
import { cancelPart } from './cancel-part.ts';
import type { PlanCall } from './calls.ts';
import type { Wish } from './fragment.ts';
import { latePart } from './late-part.ts';
import { momentsOf } from './moments.ts';
import { otherTimePart } from './other-time-part.ts';
import { withdrawPart } from './withdraw-part.ts';
import { changeRule } from './words.ts';

/** A timer of more than 24.8 days would fire at once. ms */
const TIMER_MAX = 2 ** 31 - 1;

export type ParticipantView = LinkView & { plan: NonNullable<LinkView['plan']> };

export interface Told {
  text: string;
  tone: 'info' | 'trouble';
}

/** What a part of the page is given to draw itself. */
export interface PartUses {
  view: ParticipantView;
  wish: Wish | null;
  /** Server's clock, UTC ms. */
  now: number;
  /** Sends it while `button` is busy; `done` is said when it went well. */
  act: (button: HTMLButtonElement, call: PlanCall, done: string) => void;
}

export interface PlanPage {
  element: HTMLElement;
  setView(view: ParticipantView, told: Told | null): void;
  tell(told: Told): void;
  /** Once it is in the document: to the part the mail's button was for. */
  focusWish(): void;
  stop(): void;
}

/** What the Participant has planned with us, and what they can do about it. */
export function planPage(
  first: ParticipantView,
  wish: Wish | null,
  send: (call: PlanCall, done: string) => Promise<void>,
): PlanPage {
  let view = first;
  let skew = Date.parse(first.now) - Date.now();
  let turn: ReturnType<typeof setTimeout> | undefined;
  const message = h('p', { className: 'told', role: 'status', tabIndex: -1 });
  const above = h('div', { className: 'above' });
  const parts = h('div', { className: 'parts' });
  const element = h('main', { className: 'plan' }, above, message, parts);

  function act(button: HTMLButtonElement, call: PlanCall, done: string) {
    if (button.ariaBusy === 'true') return;
    setText(message, '');
    button.ariaBusy = 'true';
    void send(call, done).finally(() => {
      button.ariaBusy = 'false';
    });
  }

  function draw() {
    const now = Date.now() + skew;
    const moments = momentsOf(view, now);
    const path = `/j/${encodeURIComponent(view.session.id)}`;
    const uses: PartUses = { view, wish, now, act };
    above.replaceChildren(sessionFacts(view, now, view.session.zone));
    if (view.session.state === 'over' || view.session.state === 'cancelled') {
      parts.replaceChildren(h('p', { className: 'hint' }, 'This Session is over.'), withdrawn(uses));
      return;
    }
    parts.replaceChildren(
      answerPart(uses),
      latePart(uses, moments.canBeLate) ?? '',
      moments.canChange ? otherTimePart(uses) : '',
      moments.canChange ? cancelPart(uses) : '',
      withdrawn(uses),
      h('p', { className: 'hint' }, changeRule(view, moments.canChange)),
      h('a', { className: 'join-link', href: `${path}/check` }, 'Check your camera and microphone'),
      h('a', { className: 'join-link', href: path }, 'Join your Session'),
      goodToKnow(view) ?? '',
    );
    document.title = `Your Session: ${view.session.studyTitle} - Fieldroom`;
    clearTimeout(turn);
    if (moments.nextTurn !== null) turn = setTimeout(draw, Math.min(TIMER_MAX, moments.nextTurn - now + 1));
  }

  const withdrawn = (uses: PartUses) => (view.plan.mayWithdraw ? withdrawPart(uses) : '');

  function tell({ text, tone }: Told) {
    setText(message, text);
    message.dataset['tone'] = tone;
    message.focus();
  }

  draw();
  return {
    element,
    setView(next, told) {
      view = next;
      skew = Date.parse(next.now) - Date.now();
      draw();
      if (told) tell(told);
    },
    tell,
    focusWish: () => parts.querySelector<HTMLElement>('[data-wished]')?.focus(),
    stop: () => clearTimeout(turn),
  };
}
