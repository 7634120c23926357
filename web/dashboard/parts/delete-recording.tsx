import { useMutation } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../lib/api.ts';
import { problemText } from '../../lib/problems.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { showToast } from '../../ui/toasts.ts';
import { queryClient } from '../query-client.ts';
import { useMe } from '../shell/me.ts';

/** 'Delete recording', for Owners: asks once. */
export function DeleteRecording({ id }: { id: string }) {
  const { member } = useMe();
  const [asked, setAsked] = useState(false);
  if (member.role !== 'owner') return null;
  return (
    <>
      <Button size="s" icon={<Trash2 />} onClick={() => setAsked(true)}>
        Delete recording
      </Button>
      {asked && <DeleteDialog id={id} onClose={() => setAsked(false)} />}
    </>
  );
}

function DeleteDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const remove = useMutation({
    mutationFn: () => api.deleteRecording(id),
    onSuccess: async () => {
      showToast('The recording is deleted.');
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: ['session'] }),
        queryClient.invalidateQueries({ queryKey: ['sessions'] }),
      ]);
      onClose();
    },
  });
  return (
    <Dialog
      size="s"
      title="Delete this recording?"
      intro="The file goes, with every separate track and share link. Notes, chat and timeline stay. This cannot be taken back."
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button kind="danger" busy={remove.isPending} onClick={() => remove.mutate()}>
            Delete recording
          </Button>
        </>
      }
    >
      {remove.error && <Banner tone="bad">{problemText(remove.error)}</Banner>}
    </Dialog>
  );
}
