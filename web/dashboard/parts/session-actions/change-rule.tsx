import type { SessionDetails } from '../../../../wire/http.ts';
import { showClock, showNearDay } from '../../../lib/time.ts';
import { useViewerZone } from '../../shell/me.ts';
import { useNow } from '../../shell/use-now.ts';

/** Scheduling rule 2 in words, with the time when the limit falls. */
export function ChangeRule({ session }: { session: Pick<SessionDetails, 'changeUntil'> }) {
  const zone = useViewerZone();
  const now = useNow();
  const { changeUntil } = session;
  const day = showNearDay(changeUntil, now, zone);
  const until = `${/^\d|^[A-Z][a-z]{2} /u.test(day) ? day : day.toLowerCase()}, ${showClock(changeUntil, zone)}`;
  return Date.parse(changeUntil) > now
    ? `It can be moved or cancelled until ${until}.`
    : `It could be moved or cancelled until ${until}; now it stays as it is.`;
}
