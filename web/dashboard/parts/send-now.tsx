import { useMutation } from '@tanstack/react-query';
import type { MailRow } from '../../../wire/http.ts';
import { api } from '../../lib/api.ts';
import { problemText } from '../../lib/problems.ts';
import { failedMailsQuery } from '../../lib/queries.ts';
import { Button } from '../../ui/button.tsx';
import { showToast } from '../../ui/toasts.ts';
import { queryClient } from '../query-client.ts';

/** 'Send now': tries a mail at once, and says how that went. */
export function SendNow({ mail }: { mail: MailRow }) {
  const send = useMutation({
    mutationFn: () => api.sendMailNow(mail.id),
    onSuccess: ({ status, reason, toName }) => {
      if (status === 'sent') showToast(`Sent to ${toName}.`);
      else if (status === 'planned') showToast(`It is on its way to ${toName}.`);
      else showToast(`It was not sent to ${toName}. ${reason ?? ''}`.trim(), 'bad');
    },
    onError: (error) => showToast(problemText(error), 'bad'),
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: ['session'] }),
        queryClient.invalidateQueries({ queryKey: failedMailsQuery.queryKey }),
      ]),
  });
  return (
    <Button size="s" busy={send.isPending} onClick={() => send.mutate()}>
      Send now<span className="unseen">{` to ${mail.toName}`}</span>
    </Button>
  );
}
