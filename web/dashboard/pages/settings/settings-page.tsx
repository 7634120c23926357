import { api } from '../../../lib/api.ts';
import { meQuery } from '../../../lib/queries.ts';
import { PageHead } from '../../parts/page-head.tsx';
import { RetentionForm } from '../../parts/retention-form.tsx';
import { Section } from '../../parts/section.tsx';
import { useTitle } from '../../parts/use-title.ts';
import { queryClient } from '../../query-client.ts';
import { useMe } from '../../shell/me.ts';
import { ThemeSwitch } from '../../shell/theme-switch.tsx';
import { AuditSection } from './audit-section.tsx';
import { MembersSection } from './members-section.tsx';
import { ProfileForm } from './profile-form.tsx';
import { RelaxedBookingSwitch } from './relaxed-booking-switch.tsx';
import css from './settings.module.css';
import { WorkspaceForm } from './workspace-form.tsx';

async function saveRetention(days: number | null): Promise<void> {
  if (days === null) return;
  queryClient.setQueryData(meQuery.queryKey, await api.changeWorkspace({ retentionDays: days }));
  void queryClient.invalidateQueries({ queryKey: ['study'] });
}

/** The own name and zone; the workspace for its Owner. */
export function SettingsPage() {
  useTitle('Settings');
  const { member, workspace } = useMe();
  const owner = member.role === 'owner';
  return (
    <>
      <PageHead title="Settings" />
      <Section title="You" intro={`Signed in as ${member.email}.`}>
        <ProfileForm />
      </Section>
      <Section
        title="Workspace"
        intro={
          owner ? 'You are the Owner. Everybody in the workspace sees its name.' : 'Only its Owner can change this.'
        }
      >
        {owner ? <WorkspaceForm /> : <p>{workspace.name}</p>}
      </Section>
      <Section title="Members" intro="Everybody here sees all Studies, Sessions and recordings of this workspace.">
        <MembersSection />
      </Section>
      <Section title="Booking rules" intro="How early a Session has to be booked, moved or cancelled.">
        <RelaxedBookingSwitch />
      </Section>
      {owner && (
        <Section
          title="Recordings"
          intro="How long they are kept. After that they are deleted for good, and the Owner and those who held the Sessions get a mail 7 days before."
        >
          <RetentionForm
            days={workspace.retentionDays}
            hint="Counted from the day on which their Study is closed. A Study can have days of its own."
            save={saveRetention}
          />
        </Section>
      )}
      {owner && (
        <Section title="Audit log" intro="What was deleted in this workspace, with a proof that names nobody.">
          <AuditSection />
        </Section>
      )}
      <Section title="Appearance" intro="Kept in this browser.">
        <div className={css.theme}>
          <ThemeSwitch />
        </div>
      </Section>
    </>
  );
}
