import type { RecordingView } from '../../../../wire/http.ts';
import { ROLE_LABELS } from '../../../lib/labels.ts';
import { showMoment } from '../../../player/parts.ts';
import type { Playback } from '../../../player/playback.ts';
import { presentAt } from './lines.ts';
import { MomentList } from './moment-list.tsx';
import css from './side.module.css';
import { usePlayback } from './use-playback.ts';

/** Who was in and when, as the room saw it; those who are in at the moment are marked. */
export function PeopleTab({ view: { people }, playback }: { view: RecordingView; playback: Playback }) {
  // As a text: a new list each time would be a change each time.
  const present = usePlayback(playback, ({ ms }) => presentAt(people, ms).join());
  if (people.length === 0) return <p className={css.nothing}>Nobody was in while this was recorded.</p>;
  return (
    <MomentList
      label="People"
      playback={playback}
      current={present === '' ? [] : present.split(',').map(Number)}
      lines={people.map(({ name, role, fromMs, toMs }, index) => ({
        id: String(index),
        atMs: fromMs,
        name: `${name} came in`,
        content: (
          <>
            <p className={css.from}>
              <strong>{name}</strong>
              <span className={css.by}>{ROLE_LABELS[role]}</span>
            </p>
            <span className={css.by}>{toMs === null ? 'until the end' : `until ${showMoment(toMs)}`}</span>
          </>
        ),
      }))}
    />
  );
}
