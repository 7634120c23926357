import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ParticipantTraces } from '../../../wire/http.ts';
import { api } from '../../lib/api.ts';
import { problemText } from '../../lib/problems.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Fields, TextField } from '../../ui/field.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { showToast } from '../../ui/toasts.ts';
import { queryClient } from '../query-client.ts';
import css from './delete-participant-dialog.module.css';

interface DeleteParticipantProps {
  id: string;
  name: string;
  onClose: () => void;
}

const one = (count: number, word: string) => (count === 1 ? `1 ${word}` : `${count} ${word}s`);

/** 'Delete participant': says what goes, and asks for the name before it does. */
export function DeleteParticipantDialog({ id, name, onClose }: DeleteParticipantProps) {
  const traces = useQuery({ queryKey: ['traces', id], queryFn: () => api.participantTraces(id), staleTime: 0 });
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState(false);
  const remove = useMutation({
    mutationFn: () => api.deleteParticipant(id),
    onSuccess: async () => {
      showToast('Everything about this person is deleted.');
      await queryClient.invalidateQueries();
      onClose();
    },
  });
  const submit = () => {
    const isRight = typed.trim() === name.trim();
    setWrong(!isRight);
    if (isRight && traces.data && !remove.isPending) remove.mutate();
  };
  const problem = traces.error ?? remove.error;
  return (
    <Dialog
      title="Delete participant?"
      intro={`Everything about ${name} goes, in all Studies of this workspace. This cannot be taken back.`}
      onClose={onClose}
      onSubmit={submit}
      footer={
        <>
          <Button onClick={onClose}>Keep them</Button>
          <Button kind="danger" type="submit" busy={remove.isPending}>
            Delete participant
          </Button>
        </>
      }
    >
      <Fields>
        {problem && <Banner tone="bad">{problemText(problem)}</Banner>}
        {traces.data ? <WhatGoes traces={traces.data} /> : !traces.error && <SkeletonRows />}
        <TextField
          label={`Type ${name} to confirm`}
          autoComplete="off"
          spellCheck={false}
          value={typed}
          error={wrong ? 'That is not the name as it stands above.' : null}
          onChange={(event) => setTyped(event.target.value)}
        />
      </Fields>
    </Dialog>
  );
}

function WhatGoes({ traces }: { traces: ParticipantTraces }) {
  const { email, sessions, cancelled, recordings, chatLines, notes, mails } = traces;
  return (
    <ul className={css.list}>
      <li>
        Their name and {email || 'mail address'}, in {one(sessions, 'Session')}
      </li>
      {cancelled > 0 && <li>{one(cancelled, 'Session')} still to come: cancelled, without a mail</li>}
      <li>{one(recordings, 'recording')}, with separate tracks and share links</li>
      <li>{one(chatLines, 'chat message')} they wrote; in those of others their name is taken out</li>
      <li>{one(notes, 'note')} naming them, by full or first name</li>
      <li>Address, name and words in {one(mails, 'mail')}, and what their device check found</li>
    </ul>
  );
}
