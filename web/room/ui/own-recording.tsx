import { useState } from 'react';
import { AppError } from '../../../wire/errors.ts';
import type { ErrorBody } from '../../../wire/errors.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { showToast } from '../../ui/toasts.ts';
import css from './own-recording.module.css';
import { attempt, useRoom } from './room-context.ts';

/** Beside the REC sign: what the Participant may say about being recorded now. */
export function OwnRecording() {
  const sessionId = useRoom((state) => state.view.session.id);
  const { state, why } = useRoom((room) => room.recording);
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const isRecorded = state !== 'off' && state !== 'waiting';

  async function tell(path: 'withdraw' | 'allow-recording', done: string): Promise<void> {
    setBusy(true);
    try {
      await post(sessionId, path);
      setAsked(false);
      showToast(done);
    } finally {
      setBusy(false);
    }
  }

  if (why === 'refused') {
    const allow = () => attempt(tell('allow-recording', 'Thank you. This Session may be recorded now.'));
    return (
      <span className={css.own}>
        <Button size="s" busy={busy} onClick={allow}>
          Allow recording
        </Button>
      </span>
    );
  }
  if (!isRecorded) return null;
  const withdraw = () => attempt(tell('withdraw', 'Nothing more is recorded. What was recorded is deleted.'));
  return (
    <span className={css.own}>
      <Button size="s" aria-label="Stop and delete the recording" onClick={() => setAsked(true)}>
        <span className={css.long}>Stop and delete the recording</span>
        <span className={css.short}>Stop</span>
      </Button>
      {asked && (
        <Dialog
          size="s"
          title="Stop and delete the recording?"
          intro="Your consent is withdrawn: nothing more is recorded, and everything recorded so far is deleted for good. You stay in the room, and everybody sees it."
          onClose={() => setAsked(false)}
          footer={
            <>
              <Button onClick={() => setAsked(false)}>Keep it</Button>
              <Button kind="danger" busy={busy} onClick={withdraw}>
                Stop and delete
              </Button>
            </>
          }
        />
      )}
    </span>
  );
}

/** Throws AppError, or TypeError when the server cannot be reached. */
async function post(sessionId: string, path: 'withdraw' | 'allow-recording'): Promise<void> {
  const answer = await fetch(`/api/j/${encodeURIComponent(sessionId)}/${path}`, { method: 'POST' });
  if (answer.ok) return;
  const { error } = (await answer.json()) as ErrorBody;
  throw new AppError(error.code, { message: error.message });
}
