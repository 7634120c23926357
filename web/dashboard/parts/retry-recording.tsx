import { useMutation } from '@tanstack/react-query';
import { RotateCcw } from 'lucide-react';
import { api } from '../../lib/api.ts';
import { problemText } from '../../lib/problems.ts';
import { Button } from '../../ui/button.tsx';
import { showToast } from '../../ui/toasts.ts';
import { queryClient } from '../query-client.ts';

interface RetryProps {
  id: string;
  /** One person's own track beside it. */
  track?: { id: string; name: string };
}

/** 'Try again': makes the file of a recording that failed, or of one track, once more, of all the pieces that were kept. */
export function RetryRecording({ id, track }: RetryProps) {
  const retry = useMutation({
    mutationFn: () => (track ? api.retryTrack(id, track.id) : api.retryRecording(id)),
    onSuccess: () =>
      showToast(
        track
          ? `The track of ${track.name} is being made again.`
          : 'The recording is being made again. Its host gets a mail when it is ready.',
      ),
    onError: (error) => showToast(problemText(error), 'bad'),
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: ['session'] }),
        queryClient.invalidateQueries({ queryKey: ['sessions'] }),
        queryClient.invalidateQueries({ queryKey: ['recording', id] }),
      ]),
  });
  return (
    <Button
      size="s"
      icon={<RotateCcw />}
      busy={retry.isPending}
      aria-label={track && `Try again: track of ${track.name}`}
      onClick={() => retry.mutate()}
    >
      Try again
    </Button>
  );
}
