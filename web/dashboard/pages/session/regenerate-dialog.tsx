import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { SessionDetails } from '../../../../wire/http.ts';
import { api } from '../../../lib/api.ts';
import { problemText } from '../../../lib/problems.ts';
import { sessionQuery } from '../../../lib/queries.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/choice.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Fields } from '../../../ui/field.tsx';
import { showToast } from '../../../ui/toasts.ts';
import { queryClient } from '../../query-client.ts';

/** Asks before the old link dies. */
export function RegenerateDialog({ session, onClose }: { session: SessionDetails; onClose: () => void }) {
  const [keepGuests, setKeepGuests] = useState(false);
  const { queryKey } = sessionQuery(session.id);
  const regenerate = useMutation({
    mutationFn: () => api.regenerateGuestLink(session.id, keepGuests),
    onSuccess: ({ guestLink }) => {
      queryClient.setQueryData(queryKey, (now) => now && { ...now, guestLink });
      void queryClient.invalidateQueries({ queryKey });
      showToast('There is a new Guest link. The old one no longer works.');
      onClose();
    },
  });

  return (
    <Dialog
      size="s"
      title="Regenerate the Guest link?"
      intro="The old link is dead at once and everywhere, in tabs that are waiting too. Whoever has it needs the new one."
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Keep the old link</Button>
          <Button kind="danger" busy={regenerate.isPending} onClick={() => regenerate.mutate()}>
            Regenerate link
          </Button>
        </>
      }
    >
      <Fields>
        <Checkbox
          label="Keep guests who are in the room"
          hint="Without it they are shown out, and come back by the new link."
          checked={keepGuests}
          onChange={(event) => setKeepGuests(event.target.checked)}
        />
        {regenerate.error && <Banner tone="bad">{problemText(regenerate.error)}</Banner>}
      </Fields>
    </Dialog>
  );
}
