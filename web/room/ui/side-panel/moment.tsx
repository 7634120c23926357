import { Clock } from 'lucide-react';
import { useRoom } from '../room-context.ts';
import { momentOf } from '../moment.ts';
import css from './moment.module.css';

/** When in the Session: by the recording, "12:41", or with a clock, "16:02", before there was one. */
export function Moment({ at }: { at: string }) {
  const recording = useRoom((state) => state.recording);
  const { text, isRecorded } = momentOf(at, recording);
  return (
    <time className={css.moment} dateTime={at} title={isRecorded ? `${text} into the recording` : `At ${text}`}>
      {!isRecorded && <Clock aria-hidden="true" />}
      {text}
    </time>
  );
}
