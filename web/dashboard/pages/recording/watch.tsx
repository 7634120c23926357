import { useCallback, useEffect, useState } from 'react';
import type { ErrorCode } from '../../../../wire/errors.ts';
import type { RecordingView } from '../../../../wire/http.ts';
import { recordingFile, watchPath } from '../../../lib/api.ts';
import { sessionTitle } from '../../../lib/invitation.ts';
import { recordingQuery } from '../../../lib/queries.ts';
import type { Player } from '../../../player/player.ts';
import { createPlayer } from '../../../player/player.ts';
import { queryClient } from '../../query-client.ts';
import { ClipBar } from './clip-bar.tsx';
import { CopyMoment } from './copy-moment.tsx';
import { marksOf } from './marks-of.ts';
import type { SideTab } from './side-panel.tsx';
import { SidePanel } from './side-panel.tsx';
import css from './watch.module.css';

interface WatchProps {
  view: RecordingView;
  durationMs: number;
  /** Where it begins, ms in the file. */
  startMs: number;
  firstTab: SideTab;
}

/** The player, and beside it what was written and who was in. */
export function Watch({ view, durationMs, startMs, firstTab }: WatchProps) {
  const { id, gaps } = view;
  const title = sessionTitle(view.session.participantName);
  const [player, setPlayer] = useState<Player | null>(null);
  const [tab, setTab] = useState(firstTab);
  const [notingAt, setNotingAt] = useState<number | null>(null);

  const mount = useCallback(
    (place: HTMLDivElement) => {
      const note = () => {
        setTab('notes');
        setNotingAt(made.playback.state().ms);
      };
      const signIn = (ms: number) => `/sign-in?next=${encodeURIComponent(watchPath(id, ms))}`;
      // Deleted meanwhile: then the page says when and why.
      const refused = (code: ErrorCode) => {
        if (code === 'recording_deleted') void queryClient.invalidateQueries(recordingQuery(id));
      };
      const made = createPlayer({
        src: recordingFile(id),
        title,
        durationMs,
        gaps,
        startMs,
        members: { note, signIn },
        refused,
      });
      place.append(made.element);
      setPlayer(made);
      return () => made.close();
    },
    [id, title, durationMs, gaps, startMs],
  );

  useEffect(() => player?.setMarks(marksOf(view)), [player, view]);

  return (
    <div className={css.watch} data-wide>
      <div className={css.main}>
        <div ref={mount} className={css.place} />
        {player && (
          <div className={css.actions}>
            <ClipBar id={id} playback={player.playback} />
            <CopyMoment id={id} title={title} playback={player.playback} />
          </div>
        )}
      </div>
      {player && (
        <SidePanel view={view} player={player} tab={tab} onTab={setTab} notingAt={notingAt} onNoting={setNotingAt} />
      )}
    </div>
  );
}
