import { copyMessage } from '../lib/clipboard.ts';
import { thisBrowser } from './browser.ts';
import { adviceFor } from './device-help.ts';
import type { DeviceKind, DeviceProblem } from './device-problem.ts';
import { h, setText } from './dom.ts';
import { explainProblem } from './problem-words.ts';

/** How long 'Link copied' stands on the button, ms. */
const SAYS_COPIED = 3_000;

/** What is wrong, and what to do about it: a sentence each, or the steps where there are some. */
export function problemWords(kinds: DeviceKind[], problem: DeviceProblem, link: string | null): HTMLElement[] {
  const { title, help } = explainProblem(kinds, problem);
  const steps = problemSteps(kinds, problem, link);
  const short = steps?.querySelector('ol') ? [] : [h('p', {}, help)];
  return [h('strong', {}, title), ...short, ...(steps ? [steps] : [])];
}

/**
 * What to do about a device in this very browser, step by step. `link` is what 'Copy link' copies where only another browser
 * helps; null when this page does not have its link any more.
 */
function problemSteps(kinds: DeviceKind[], problem: DeviceProblem, link: string | null): HTMLElement | null {
  const { steps, elsewhere } = adviceFor(kinds, problem, thisBrowser());
  const way = elsewhere ? wayElsewhere(link) : null;
  if (steps.length === 0 && !way) return null;
  const list = steps.length > 0 ? h('ol', {}, ...steps.map((step) => h('li', {}, step))) : null;
  return h('div', { className: 'steps' }, list, way);
}

function wayElsewhere(link: string | null): HTMLElement {
  if (link === null) return h('p', {}, 'Open the link from your mail or message there again.');
  const button = h('button', { type: 'button', className: 'quiet' }, 'Copy link');
  button.onclick = async () => {
    const copied = await copyMessage({ text: link, html: link });
    setText(button, copied ? 'Link copied' : 'Not copied: use the menu');
    setTimeout(() => setText(button, 'Copy link'), SAYS_COPIED);
  };
  return button;
}
