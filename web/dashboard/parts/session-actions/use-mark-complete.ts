import { api } from '../../../lib/api.ts';
import { problemText } from '../../../lib/problems.ts';
import { showToast } from '../../../ui/toasts.ts';
import { keepSession, useSessionChange } from './use-session-change.ts';

const UNDONE = 'Marked as complete by mistake.';

/** 'Mark as complete', at once, with a way back: nobody is mailed about it. */
export function useMarkComplete() {
  return useSessionChange((id: string) => api.markComplete(id), {
    done: ({ id, participant }) =>
      showToast(`The Session with ${participant.name} is Completed.`, 'good', {
        action: { label: 'Undo', run: () => void undo(id) },
      }),
    refused: (error) => showToast(problemText(error), 'bad'),
  });
}

async function undo(id: string): Promise<void> {
  try {
    keepSession(await api.reopen(id, UNDONE));
    showToast("Undone. It is in 'Ongoing' and needs review.");
  } catch (error) {
    showToast(problemText(error), 'bad');
  }
}
