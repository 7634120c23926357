import type { DeviceCheckResult, LinkView } from '../../wire/http.ts';
import { h, setText } from '../join/dom.ts';

export interface Verdict {
  element: HTMLElement;
  set(result: DeviceCheckResult): void;
  /** The result did not reach the Researcher. */
  setUnsent(isUnsent: boolean): void;
}

/** What it all means for the Session, who is told, and the ways on from here. */
export function verdictPart({ session, seat }: LinkView): Verdict {
  const title = h('strong', {});
  const text = h('p', {});
  const told = h('p', { className: 'hint' });
  const path = `/j/${encodeURIComponent(session.id)}`;
  const isParticipant = seat.role === 'participant';
  const way =
    session.state === 'early' && isParticipant
      ? h('a', { href: `${path}/plan` }, 'Back to your Session')
      : h('a', { href: path }, session.state === 'open' ? 'Join your Session' : 'Back to your Session');
  const element = h(
    'div',
    { className: 'verdict' },
    h('div', { role: 'status' }, title, text),
    isParticipant ? told : null,
    h('p', {}, way),
  );
  const tellSent = `${session.hostName} sees the result, and can help when something does not work.`;
  const tellUnsent = `The result could not be sent to ${session.hostName}. It is tried again when something changes here.`;
  setText(told, tellSent);
  return {
    element,
    set(result) {
      const sentence = sentenceOf(result, session.hostName, isParticipant);
      element.dataset['tone'] = sentence.tone;
      setText(title, sentence.title);
      setText(text, sentence.text);
    },
    setUnsent(isUnsent) {
      setText(told, isUnsent ? tellUnsent : tellSent);
    },
  };
}

/** Everything that was tried works; something does not; or something is still the person's turn. */
export function sentenceOf(
  { camera, microphone, speaker, network }: DeviceCheckResult,
  hostName: string,
  isParticipant: boolean,
): { tone: 'ok' | 'bad' | 'wait'; title: string; text: string } {
  const parts: string[] = [camera, microphone, speaker, network.state];
  if (parts.every((part) => part === 'ok')) {
    return { tone: 'ok', title: 'Everything works', text: 'Use the same device, browser and network for the Session.' };
  }
  if (parts.every((part) => part === 'ok' || part === 'reached')) {
    return {
      tone: 'ok',
      title: 'All that can be checked ahead works',
      text: 'Picture and sound are tried when you join. Come a few minutes early, with the same device, browser and network.',
    };
  }
  if (parts.every((part) => ['ok', 'reached', 'silent', 'skipped'].includes(part))) {
    return { tone: 'wait', title: 'Good so far', text: 'Say something, and play the sound, to check those too.' };
  }
  const answer = isParticipant ? ` If that does not help, answer the mail: ${hostName} reads it.` : '';
  return { tone: 'bad', title: 'Something needs your attention', text: `See what is marked above.${answer}` };
}
