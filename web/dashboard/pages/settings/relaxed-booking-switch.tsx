import { useMutation } from '@tanstack/react-query';
import { api } from '../../../lib/api.ts';
import { problemText } from '../../../lib/problems.ts';
import { meQuery } from '../../../lib/queries.ts';
import { Switch } from '../../../ui/choice.tsx';
import { showToast } from '../../../ui/toasts.ts';
import { queryClient } from '../../query-client.ts';
import { useMe } from '../../shell/me.ts';

/** Lifts the 4-hour and 1-hour rules (PRODUCT.md, Scheduling rule 5); the Owner's to decide. */
export function RelaxedBookingSwitch() {
  const { member, workspace } = useMe();
  const save = useMutation({
    mutationFn: (relaxedBooking: boolean) => api.changeWorkspace({ relaxedBooking }),
    onSuccess: (me) => {
      queryClient.setQueryData(meQuery.queryKey, me);
      showToast(me.workspace.relaxedBooking ? "Relaxed booking is on: 'Start now' works." : 'Relaxed booking is off.');
    },
    onError: (error) => showToast(problemText(error), 'bad'),
  });
  return (
    <Switch
      label="Relaxed booking"
      hint="Off: a Session is booked at least 4 hours ahead, and moved or cancelled until 1 hour before. On: neither rule holds, and 'Start now' makes a Session on the spot."
      checked={save.isPending ? save.variables : workspace.relaxedBooking}
      disabled={member.role !== 'owner'}
      busy={save.isPending}
      onChange={(event) => {
        if (!save.isPending) save.mutate(event.target.checked);
      }}
    />
  );
}
