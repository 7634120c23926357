import { CalendarX, CircleCheck, DoorClosed, Unlink, WifiOff } from 'lucide-react';
import type { ComponentType } from 'react';
import { useEffect, useRef } from 'react';
import type { GoneWhy } from '../../../wire/room.ts';
import type { Role } from '../../../wire/words.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import type { RoomState } from '../state.ts';
import css from './out-page.module.css';
import { useRoom } from './room-context.ts';

type Out = Extract<RoomState['phase'], { kind: 'out' }>;

/** After the room: what happened, and the way back where there is one. */
export function OutPage({ phase }: { phase: Out }) {
  const view = useRoom((state) => state.view);
  const { title, text } = say(phase, view.seat.role, phase.by === view.seat.name);
  const Emblem = EMBLEMS[phase.why];
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} - Fieldroom`;
    heading.current?.focus();
  }, [title]);
  return (
    <main className={css.page}>
      <div className={css.emblem}>
        <Emblem aria-hidden="true" />
      </div>
      <p className={css.study}>{view.session.studyTitle}</p>
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {text && <p className={css.text}>{text}</p>}
      <p className={css.ways}>
        {phase.mayReturn && (
          <Button kind="primary" onClick={() => location.reload()}>
            {phase.why === 'replaced' ? 'Use this tab instead' : 'Rejoin'}
          </Button>
        )}
        {view.seat.role === 'researcher' && (
          <>
            <ButtonLink href={`/sessions/${view.session.id}`}>Session details</ButtonLink>
            <ButtonLink href="/">Go to your Studies</ButtonLink>
          </>
        )}
      </p>
    </main>
  );
}

const EMBLEMS: Record<GoneWhy, ComponentType<{ 'aria-hidden': 'true' }>> = {
  ended: CircleCheck,
  left: DoorClosed,
  lost: WifiOff,
  link_regenerated: Unlink,
  replaced: CircleCheck,
  removed: DoorClosed,
  denied: DoorClosed,
  cancelled: CalendarX,
  over: CircleCheck,
};

function say({ why, by }: Out, role: Role, isMe: boolean): { title: string; text: string } {
  const endedBy = by ? `${isMe ? 'You' : by} ended it for all.` : '';
  const words: Record<GoneWhy, { title: string; text: string }> = {
    ended: {
      title: 'The session has ended',
      text: role === 'participant' ? 'Thank you for taking part. You can close this page.' : endedBy,
    },
    left: { title: 'You left', text: 'The room is still open. You can come back while it is.' },
    lost: { title: 'The connection was lost', text: 'We could not bring you back by ourselves.' },
    link_regenerated: { title: 'This link no longer works', text: 'Ask the person who sent it to you for a new one.' },
    replaced: {
      title: 'You are here in another tab',
      text: 'This Session is open in another tab or on another device.',
    },
    removed: {
      title: 'You were removed from the room',
      text: `${by ?? 'A Researcher'} removed you. You can come back only when a Researcher allows it.`,
    },
    denied: { title: 'You were not let in', text: 'A Researcher did not let you in this time.' },
    cancelled: { title: 'This Session was cancelled', text: 'There is nothing you need to do.' },
    over: { title: 'This Session is over', text: 'The room has closed.' },
  };
  return words[why];
}
