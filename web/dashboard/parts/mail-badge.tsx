import type { MailRow } from '../../../wire/http.ts';
import type { Tone } from '../../ui/badge.tsx';
import { Badge } from '../../ui/badge.tsx';

const STATUSES: Record<MailRow['status'], { label: string; tone: Tone }> = {
  planned: { label: 'Planned', tone: 'plain' },
  sent: { label: 'Sent', tone: 'good' },
  failed: { label: 'Failed', tone: 'bad' },
  skipped: { label: 'Skipped', tone: 'plain' },
};

/** How far a mail got. */
export function MailBadge({ status }: Pick<MailRow, 'status'>) {
  return <Badge tone={STATUSES[status].tone}>{STATUSES[status].label}</Badge>;
}
