import { useQuery } from '@tanstack/react-query';
import { Share2 } from 'lucide-react';
import { useState } from 'react';
import { useSearch } from 'wouter';
import { AppError } from '../../../../wire/errors.ts';
import { recordingFile } from '../../../lib/api.ts';
import { sessionTitle } from '../../../lib/invitation.ts';
import { recordingQuery } from '../../../lib/queries.ts';
import { showClock, showDay } from '../../../lib/time.ts';
import { Button } from '../../../ui/button.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { DownloadLink } from '../../parts/download-link.tsx';
import { Failed } from '../../parts/failed.tsx';
import { LinkButton } from '../../parts/link-button.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Section } from '../../parts/section.tsx';
import { useTitle } from '../../parts/use-title.ts';
import { useViewerZone } from '../../shell/me.ts';
import { Deleted, NotReady } from './not-ready.tsx';
import { ShareDialog } from './share-dialog.tsx';
import { SIDE_TABS } from './side-panel.tsx';
import { TracksTab } from './tracks-tab.tsx';
import { Watch } from './watch.tsx';

/** 'Watch': /recordings/<id>, with ?t= from that second on. Loaded when it is needed. */
export default function RecordingPage({ id }: { id: string }) {
  const query = useQuery(recordingQuery(id));
  const zone = useViewerZone();
  const search = new URLSearchParams(useSearch());
  const [sharing, setSharing] = useState(false);
  const view = query.data;
  useTitle(view && `Recording: ${sessionTitle(view.session.participantName)} · ${view.session.studyTitle}`);

  if (query.error instanceof AppError && query.error.code === 'recording_deleted') {
    return <Deleted error={query.error} />;
  }
  if (!view) {
    return query.error ? <Failed error={query.error} onRetry={() => void query.refetch()} whole /> : <SkeletonRows />;
  }
  const { session } = view;
  const isReady = view.status === 'ready' && view.durationMs !== null;
  const second = Number(search.get('t') ?? 0);
  return (
    <>
      <PageHead
        title={sessionTitle(session.participantName)}
        up={{ href: `/studies/${session.studyId}/completed`, label: session.studyTitle }}
        sub={`${showDay(view.zeroAt, zone)}, ${showClock(view.zeroAt, zone)}`}
        actions={
          <>
            <LinkButton href={`/sessions/${session.id}`}>Session details</LinkButton>
            {isReady && (
              <>
                <Button icon={<Share2 />} onClick={() => setSharing(true)}>
                  Share
                </Button>
                <DownloadLink href={recordingFile(id, true)} download={view.fileName}>
                  Download recording
                </DownloadLink>
              </>
            )}
          </>
        }
      />
      {isReady && view.durationMs !== null ? (
        <Watch
          view={view}
          durationMs={view.durationMs}
          startMs={Number.isFinite(second) && second > 0 ? second * 1_000 : 0}
          firstTab={SIDE_TABS.find((tab) => tab === search.get('tab')) ?? 'notes'}
        />
      ) : (
        <>
          <NotReady view={view} />
          {view.tracks.length > 0 && (
            <Section title="Separate tracks" intro="They are made after the recording, also when it failed.">
              <TracksTab view={view} />
            </Section>
          )}
        </>
      )}
      {sharing && <ShareDialog recording={view} onClose={() => setSharing(false)} />}
    </>
  );
}
