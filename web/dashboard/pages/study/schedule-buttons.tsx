import { CalendarPlus } from 'lucide-react';
import { useState } from 'react';
import type { Study } from '../../../../wire/http.ts';
import { Button } from '../../../ui/button.tsx';
import { useMe } from '../../shell/me.ts';
import { ScheduleDialog } from './schedule-dialog.tsx';
import css from './sessions-tab.module.css';
import { NoStartNowDialog, StartNowDialog } from './start-now-dialog.tsx';

/** 'Schedule a Session' and 'Start now', while the Study is Live. */
export function ScheduleButtons({ study }: { study: Study }) {
  const [open, setOpen] = useState<'schedule' | 'now' | null>(null);
  const { workspace } = useMe();
  const close = () => setOpen(null);
  if (study.state !== 'live') return null;
  return (
    <div className={css.buttons}>
      <Button onClick={() => setOpen('now')}>Start now</Button>
      <Button kind="primary" icon={<CalendarPlus />} onClick={() => setOpen('schedule')}>
        Schedule a Session
      </Button>
      {open === 'schedule' && <ScheduleDialog study={study} onClose={close} />}
      {open === 'now' && workspace.relaxedBooking && <StartNowDialog study={study} onClose={close} />}
      {open === 'now' && !workspace.relaxedBooking && <NoStartNowDialog onClose={close} />}
    </div>
  );
}
