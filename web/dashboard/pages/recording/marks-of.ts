import type { RecordingView } from '../../../../wire/http.ts';
import { ROLE_LABELS } from '../../../lib/labels.ts';
import type { Mark } from '../../../player/marks.ts';

/** What stands on the timeline: notes and markers, chat, and who came and went while it was recorded. */
export function marksOf({ notes, chat, people, durationMs }: RecordingView): Mark[] {
  const end = durationMs ?? Infinity;
  return [
    ...notes.map(({ id, by, text, atMs }): Mark =>
      text ? { id, kind: 'note', atMs, text } : { id, kind: 'marker', atMs, text: by },
    ),
    ...chat.map(({ id, by, text, atMs }): Mark => ({ id, kind: 'chat', atMs, text: `${by}: ${text}` })),
    ...people.flatMap(({ name, role, fromMs, toMs }, index): Mark[] => {
      const who = `${name}, ${ROLE_LABELS[role]}`;
      const came: Mark = { id: `came-${index}`, kind: 'join', atMs: fromMs, text: `${who}, came in` };
      const went: Mark = { id: `went-${index}`, kind: 'leave', atMs: toMs ?? end, text: `${who}, left` };
      // Whoever was in before the file begins, or until it ends, did neither in it.
      return [...(fromMs > 0 ? [came] : []), ...(toMs !== null && toMs < end ? [went] : [])];
    }),
  ];
}
