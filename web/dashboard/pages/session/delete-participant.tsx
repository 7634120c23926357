import { UserX } from 'lucide-react';
import { useState } from 'react';
import type { SessionDetails } from '../../../../wire/http.ts';
import { Button } from '../../../ui/button.tsx';
import { DeleteParticipantDialog } from '../../parts/delete-participant-dialog.tsx';

/** 'Delete participant', on 'Session details'. */
export function DeleteParticipant({ participant }: Pick<SessionDetails, 'participant'>) {
  const [asked, setAsked] = useState(false);
  return (
    <>
      <Button icon={<UserX />} onClick={() => setAsked(true)}>
        Delete participant
      </Button>
      {asked && <DeleteParticipantDialog {...participant} onClose={() => setAsked(false)} />}
    </>
  );
}
