import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { SessionDetails } from '../../../../wire/http.ts';
import { problemText } from '../../../lib/problems.ts';
import { sessionQuery } from '../../../lib/queries.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import type { SessionAction } from './actions-of.ts';
import { ACTION_LABELS } from './actions-of.ts';
import { CancelDialog } from './cancel-dialog.tsx';
import { OfferTimesDialog } from './offer-times-dialog.tsx';
import { ReopenDialog } from './reopen-dialog.tsx';
import { RescheduleDialog } from './reschedule-dialog.tsx';

export interface ChangeDialogProps {
  /** As it stood when the dialog was opened: its version goes with the change, so that nobody overwrites unseen. */
  session: SessionDetails;
  onClose: () => void;
  /** Starts the dialog anew with the Session as it stands now. */
  onReload: () => void;
}

export type AskingAction = Exclude<SessionAction, 'complete'>;

const DIALOGS: Record<AskingAction, (props: ChangeDialogProps) => React.ReactNode> = {
  reschedule: RescheduleDialog,
  offer: OfferTimesDialog,
  cancel: CancelDialog,
  reopen: ReopenDialog,
};

/** The dialog of an action, on the Session as the server has it at this moment. */
export function SessionDialog({ id, action, onClose }: { id: string; action: AskingAction; onClose: () => void }) {
  const query = useQuery({ ...sessionQuery(id), staleTime: 0, refetchOnMount: 'always' });
  const [seen, setSeen] = useState<SessionDetails | null>(null);
  const [round, setRound] = useState(0);
  const fresh = query.isFetchedAfterMount ? query.data : undefined;
  if (!seen && fresh) setSeen(fresh);

  const reload = async () => {
    const { data } = await query.refetch();
    setSeen(data ?? null);
    setRound(round + 1);
  };
  if (!seen) {
    return (
      <Dialog title={ACTION_LABELS[action]} onClose={onClose}>
        {query.error ? <Banner tone="bad">{problemText(query.error)}</Banner> : <SkeletonRows />}
      </Dialog>
    );
  }
  const Asked = DIALOGS[action];
  return <Asked key={round} session={seen} onClose={onClose} onReload={() => void reload()} />;
}
