import { useMutation } from '@tanstack/react-query';
import { RotateCcw } from 'lucide-react';
import { api } from '../../lib/api.ts';
import { problemText } from '../../lib/problems.ts';
import { Button } from '../../ui/button.tsx';
import { showToast } from '../../ui/toasts.ts';
import { queryClient } from '../query-client.ts';

/** 'Try again': makes the file of a recording that failed once more, of all the pieces that were kept. */
export function RetryRecording({ id }: { id: string }) {
  const retry = useMutation({
    mutationFn: () => api.retryRecording(id),
    onSuccess: () => showToast('The recording is being made again. You get a mail when it is ready.'),
    onError: (error) => showToast(problemText(error), 'bad'),
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: ['session'] }),
        queryClient.invalidateQueries({ queryKey: ['sessions'] }),
        queryClient.invalidateQueries({ queryKey: ['recording', id] }),
      ]),
  });
  return (
    <Button size="s" icon={<RotateCcw />} busy={retry.isPending} onClick={() => retry.mutate()}>
      Try again
    </Button>
  );
}
