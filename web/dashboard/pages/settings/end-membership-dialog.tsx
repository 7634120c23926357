import { useMutation } from '@tanstack/react-query';
import type { Members } from '../../../../wire/http.ts';
import { api } from '../../../lib/api.ts';
import { problemText } from '../../../lib/problems.ts';
import { membersQuery } from '../../../lib/queries.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { showToast } from '../../../ui/toasts.ts';
import { queryClient } from '../../query-client.ts';

interface EndMembershipDialogProps {
  member: Members['members'][number];
  onClose: () => void;
}

/** Asks once before somebody is taken out of the workspace. */
export function EndMembershipDialog({ member, onClose }: EndMembershipDialogProps) {
  const end = useMutation({
    mutationFn: () => api.endMembership(member.id),
    onSuccess: (members) => {
      queryClient.setQueryData(membersQuery.queryKey, members);
      showToast(`${member.name} is no longer in this workspace.`);
      onClose();
    },
  });
  return (
    <Dialog
      size="s"
      title={`Remove ${member.name}?`}
      intro="They are signed out everywhere at once and no longer see anything of this workspace: no Studies, no Sessions, no recordings. Share links they made stop working. What they did stays, under their name."
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Keep</Button>
          <Button kind="danger" busy={end.isPending} onClick={() => end.mutate()}>
            Remove
          </Button>
        </>
      }
    >
      {end.error && <Banner tone="bad">{problemText(end.error)}</Banner>}
    </Dialog>
  );
}
