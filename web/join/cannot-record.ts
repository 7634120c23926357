import { thisBrowser } from './browser.ts';
import { h } from './dom.ts';
import { icon } from './icons.ts';

/** To a Researcher whose browser cannot make the recording: what that means, and which can. */
export function cannotRecordNote(): HTMLElement {
  const { name } = thisBrowser();
  return h(
    'div',
    { className: 'note warn' },
    icon('warn'),
    h(
      'div',
      {},
      h('strong', {}, `${name || 'This browser'} cannot record${name ? ' on this device' : ''}`),
      h(
        'p',
        {},
        'The recording is made in a Researcher’s browser. Join in Chrome or Edge on a computer, or make sure that another Researcher does: until then nothing is recorded.',
      ),
    ),
  );
}
