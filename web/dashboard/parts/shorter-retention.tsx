import type { RetentionPreview } from '../../../wire/http.ts';
import { showDays, showNearDay } from '../../lib/time.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useViewerZone } from '../shell/me.ts';
import { useNow } from '../shell/use-now.ts';

interface ShorterProps extends RetentionPreview {
  deletedAt: string;
  days: number;
  daysNow: number;
  busy: boolean;
  onSave: () => void;
  onClose: () => void;
}

/** Fewer days delete recordings sooner: asks once, saying how many, and when. */
export function ShorterRetention({
  days,
  daysNow,
  recordings,
  deletedAt,
  noticeAt,
  busy,
  onSave,
  onClose,
}: ShorterProps) {
  const [zone, now] = [useViewerZone(), useNow()];
  const isOne = recordings === 1;
  const on = (at: string) => onDay(showNearDay(at, now, zone));
  const goes = isOne ? '1 recording is deleted sooner' : `${recordings} recordings are deleted sooner, the first`;
  const mail = noticeAt ? `The mail that says so leaves ${on(noticeAt)}.` : 'The mail that says so has left already.';
  return (
    <Dialog
      size="s"
      title={`Delete ${isOne ? '1 recording' : `${recordings} recordings`} sooner?`}
      intro={`With ${showDays(days)} instead of ${daysNow}, ${goes} ${on(deletedAt)}. ${mail}`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Keep {showDays(daysNow)}</Button>
          <Button kind="danger" busy={busy} onClick={onSave}>
            Save {showDays(days)}
          </Button>
        </>
      }
    />
  );
}

/** "on Tue 14 Oct 2025", "today". */
const onDay = (day: string): string => (/\d/.test(day) ? `on ${day}` : day.toLowerCase());
