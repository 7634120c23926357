import type { ErrorCode } from '../../wire/errors.ts';
import type { SharedRecording } from '../../wire/http.ts';
import { h } from '../join/dom.ts';
import { deviceZone, showClock, showDay, showDuration } from '../lib/time.ts';
import type { Player } from '../player/player.ts';
import { createPlayer } from '../player/player.ts';

/** The recording and the little that somebody with a link is told of it. `dead`: the link does not work any more. */
export function watchPage(
  recording: SharedRecording,
  src: string,
  dead: () => void,
): { element: HTMLElement; player: Player } {
  const { studyTitle, startedAt, durationMs, gaps, expiresAt } = recording;
  const zone = deviceZone();
  const refused = (code: ErrorCode) => {
    if (code === 'share_dead') dead();
  };
  const player = createPlayer({ src, title: `Recording: ${studyTitle}`, durationMs, gaps, refused });
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
