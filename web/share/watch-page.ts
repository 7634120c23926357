import type { SharedRecording } from '../../wire/http.ts';
import { h } from '../join/dom.ts';
import { deviceZone, showClock, showDay, showDuration } from '../lib/time.ts';
import type { Player } from '../player/player.ts';
import { createPlayer } from '../player/player.ts';

/** The recording and the little that somebody with a link is told of it. */
export function watchPage(recording: SharedRecording, src: string): { element: HTMLElement; player: Player } {
  const { studyTitle, startedAt, durationMs, gaps, expiresAt } = recording;
  const zone = deviceZone();
  const player = createPlayer({ src, title: `Recording: ${studyTitle}`, durationMs, gaps });
  document.title = `${studyTitle} - Fieldroom`;
  const element = h(
    'main',
    { className: 'share-watch' },
    h(
      'div',
      { className: 'share-facts' },
      h('h1', { tabIndex: -1 }, studyTitle),
      h('p', {}, `${showDay(startedAt, zone)}, ${showClock(startedAt, zone)} · ${showDuration(durationMs)}`),
    ),
    player.element,
    h(
      'p',
      { className: 'share-until' },
      `This link works until ${showDay(expiresAt, zone)}, ${showClock(expiresAt, zone)}.`,
    ),
  );
  return { element, player };
}
