import { useQuery } from '@tanstack/react-query';
import { Video } from 'lucide-react';
import { joinPath } from '../../../lib/api.ts';
import { sessionTitle } from '../../../lib/invitation.ts';
import { sessionQuery } from '../../../lib/queries.ts';
import { ButtonLink } from '../../../ui/button.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { Failed } from '../../parts/failed.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Section } from '../../parts/section.tsx';
import { ChangeBar } from '../../parts/session-actions/change-bar.tsx';
import { StatusBadge } from '../../parts/session-badge.tsx';
import { useTitle } from '../../parts/use-title.ts';
import { useMe } from '../../shell/me.ts';
import { ChatSection } from './chat-section.tsx';
import { DeleteParticipant } from './delete-participant.tsx';
import { GuestLink } from './guest-link.tsx';
import { MailList } from './mail-list.tsx';
import { NotesSection } from './notes-section.tsx';
import { RecordingSection } from './recording-section.tsx';
import { SessionFacts } from './session-facts.tsx';
import { SetupSection } from './setup-section.tsx';
import { OwnLink } from './own-link.tsx';
import { SessionTimeline } from './session-timeline.tsx';

/** 'Session details'. */
export function SessionPage({ id }: { id: string }) {
  const query = useQuery(sessionQuery(id));
  const { member } = useMe();
  const session = query.data;
  useTitle(session && `${sessionTitle(session.participant.name)} · ${session.study.title}`);

  if (!session) {
    return query.error ? <Failed error={query.error} onRetry={() => void query.refetch()} whole /> : <SkeletonRows />;
  }
  const over = session.status !== 'scheduled';
  const tab = session.status === 'scheduled' || session.status === 'needs_review' ? 'ongoing' : 'completed';
  return (
    <>
      <PageHead
        title={sessionTitle(session.participant.name)}
        up={{ href: `/studies/${session.study.id}/${tab}`, label: session.study.title }}
        badge={<StatusBadge session={session} />}
        actions={
          !over && (
            <ButtonLink kind="primary" icon={<Video />} href={joinPath(session.id)}>
              Join your Session
            </ButtonLink>
          )
        }
      />
      <Section title="Session details">
        <SessionFacts session={session} />
        <ChangeBar session={session} />
      </Section>
      {!over && (
        <Section title="Your own link" intro="To join from another device. It asks for your sign-in there.">
          <OwnLink session={session} />
        </Section>
      )}
      {!over && (
        <Section title="Guest meeting link" intro="For colleagues and clients. Guests need no account, only a name.">
          <GuestLink session={session} />
        </Section>
      )}
      {(!over || session.deviceCheck) && (
        <Section title="Participant's set-up" intro="What their own check of camera, microphone and network found.">
          <SetupSection check={session.deviceCheck} />
        </Section>
      )}
      <Section title="Recording">
        <RecordingSection session={session} />
      </Section>
      <Section title="Notes" intro="By the workspace's Researchers, at moments of the Session. Nobody else sees them.">
        <NotesSection session={session} />
      </Section>
      <Section title="Chat" intro="What was written in the room. The Participant never sees the backroom.">
        <ChatSection session={session} />
      </Section>
      <Section title="Mails" intro="What was sent, what is to come, and what was not sent and why.">
        <MailList mails={session.mails} />
      </Section>
      <Section title="Timeline">
        <SessionTimeline entries={session.timeline} />
      </Section>
      {member.role === 'owner' && !session.participant.deleted && (
        <Section title="Personal data" intro="All that is kept about the Participant, in every Study of the workspace.">
          <div>
            <DeleteParticipant participant={session.participant} />
          </div>
        </Section>
      )}
    </>
  );
}
