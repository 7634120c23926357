import { useMutation, useQuery } from '@tanstack/react-query';
import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import type { Members } from '../../../../wire/http.ts';
import { api } from '../../../lib/api.ts';
import { problemText } from '../../../lib/problems.ts';
import { membersQuery } from '../../../lib/queries.ts';
import { showDay } from '../../../lib/time.ts';
import { Avatar } from '../../../ui/avatar.tsx';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { showToast } from '../../../ui/toasts.ts';
import { Failed } from '../../parts/failed.tsx';
import { queryClient } from '../../query-client.ts';
import { useMe, useViewerZone } from '../../shell/me.ts';
import { EndMembershipDialog } from './end-membership-dialog.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import css from './members.module.css';

type Member = Members['members'][number];

/** Who belongs to the workspace, who is invited; the Owner invites and removes (PRODUCT.md, People). */
export function MembersSection() {
  const { member: me } = useMe();
  const owner = me.role === 'owner';
  const members = useQuery(membersQuery);
  const [inviting, setInviting] = useState(false);
  const [leaving, setLeaving] = useState<Member | null>(null);
  if (members.error) return <Failed error={members.error} onRetry={() => void members.refetch()} />;
  if (!members.data) return <SkeletonRows />;
  return (
    <div className={css.members}>
      <ul className={css.list}>
        {members.data.members.map((member) => (
          <li key={member.id}>
            <Avatar name={member.name} />
            <Who name={member.id === me.id ? `${member.name} (you)` : member.name} email={member.email} />
            <Badge>{member.role === 'owner' ? 'Owner' : 'Researcher'}</Badge>
            {owner && member.id !== me.id && (
              <Button size="s" aria-label={`Remove ${member.name}`} onClick={() => setLeaving(member)}>
                Remove
              </Button>
            )}
          </li>
        ))}
        {members.data.invitations.map((invited) => (
          <Invited key={invited.email} invited={invited} owner={owner} />
        ))}
      </ul>
      {owner && (
        <Button icon={<UserPlus />} onClick={() => setInviting(true)}>
          Invite somebody
        </Button>
      )}
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
      {leaving && <EndMembershipDialog member={leaving} onClose={() => setLeaving(null)} />}
    </div>
  );
}

function Who({ name, email }: { name: string; email: string }) {
  return (
    <span className={css.who}>
      <strong>{name}</strong>
      <span>{email}</span>
    </span>
  );
}

function Invited({ invited, owner }: { invited: Members['invitations'][number]; owner: boolean }) {
  const zone = useViewerZone();
  const withdraw = useMutation({
    mutationFn: () => api.withdrawInvitation(invited.email),
    onSuccess: (members) => {
      queryClient.setQueryData(membersQuery.queryKey, members);
      showToast('The invitation was taken back. Its link no longer works.');
    },
    onError: (error) => showToast(problemText(error), 'bad'),
  });
  return (
    <li>
      <Avatar name={invited.name} />
      <Who name={invited.name} email={`${invited.email}, invited until ${showDay(invited.expiresAt, zone)}`} />
      <Badge tone="warn">Invited</Badge>
      {owner && (
        <Button
          size="s"
          busy={withdraw.isPending}
          aria-label={`Take back the invitation of ${invited.name}`}
          onClick={() => withdraw.mutate()}
        >
          Take back
        </Button>
      )}
    </li>
  );
}
