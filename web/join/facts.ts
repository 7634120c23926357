import type { LinkView } from '../../wire/http.ts';
import { deviceZone, sameClock, showHours, showNearDay, showSpanInZone, showZone } from '../lib/time.ts';
import { h } from './dom.ts';
import { icon } from './icons.ts';

/** What this Session is: Study, host, time in the reader's zone, and in `otherZone` where that is another clock. */
export function sessionFacts({ session }: LinkView, now: number, otherZone?: string): HTMLElement {
  const zone = deviceZone();
  const elsewhere = otherZone !== undefined && !sameClock(zone, otherZone, session.startsAt) ? otherZone : null;
  const hours = showHours(session.startsAt, session.endsAt, zone);
  return h(
    'div',
    { className: 'facts' },
    h('h1', {}, session.studyTitle),
    h('p', { className: 'fact' }, icon('host'), h('span', {}, `Hosted by ${session.hostName}`)),
    h(
      'p',
      { className: 'fact' },
      icon('clock'),
      h(
        'span',
        {},
        h('span', { className: 'figures' }, `${showNearDay(session.startsAt, now, zone)}, ${hours}`),
        h('small', {}, showZone(zone, session.startsAt)),
        elsewhere &&
          h('small', {}, `In the zone of the Session: ${showSpanInZone(session.startsAt, session.endsAt, elsewhere)}`),
      ),
    ),
  );
}

const SEPARATE = {
  off: '',
  voices: ' Your browser also records your voice as a file of its own.',
  cameras: ' Your browser also records your camera and your voice as a file of its own.',
} as const satisfies Record<LinkView['separateTracks'], string>;

/** What a person should know before going in: recording, screen share, instructions. */
export function goodToKnow(view: LinkView): HTMLElement | null {
  const { seat, session } = view;
  const lines: HTMLElement[] = [];
  const add = (name: Parameters<typeof icon>[0], text: string) =>
    lines.push(h('li', { className: 'fact' }, icon(name), h('span', {}, text)));
  // The Participant reads it above their consent (entry.ts).
  if (view.recorded && !view.consent) {
    const speaks = seat.role !== 'guest' || view.guestPolicy !== 'watch';
    const own = speaks ? SEPARATE[view.separateTracks] : '';
    add('record', `This Session is recorded: picture, sound and shared screens.${own}`);
  }
  if (seat.role === 'guest' && view.guestPolicy === 'watch') {
    add('eye', 'You come in to watch and listen. Nobody sees or hears you.');
  }
  if (session.sharesScreen && seat.role !== 'guest') {
    const text = 'You will be asked to share your screen. Close what you do not want to show.';
    add('screen', seat.role === 'participant' ? text : 'The Participant will share their screen.');
  }
  const prepare =
    seat.role === 'participant' && session.instructions
      ? h('div', { className: 'prepare' }, h('h2', {}, 'How to prepare'), h('p', {}, session.instructions))
      : null;
  if (!lines.length && !prepare) return null;
  return h('div', { className: 'know' }, h('ul', {}, ...lines), prepare);
}
