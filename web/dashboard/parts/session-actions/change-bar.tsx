import { useState } from 'react';
import type { SessionDetails } from '../../../../wire/http.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { useNow } from '../../shell/use-now.ts';
import type { SessionAction } from './actions-of.ts';
import { ACTION_LABELS, actionsOf } from './actions-of.ts';
import css from './change-bar.module.css';
import { ChangeRule } from './change-rule.tsx';
import type { AskingAction } from './session-dialog.tsx';
import { SessionDialog } from './session-dialog.tsx';
import { useMarkComplete } from './use-mark-complete.ts';

/** What can be done with this Session, and until when; on 'Session details'. */
export function ChangeBar({ session }: { session: SessionDetails }) {
  const now = useNow();
  const [asked, setAsked] = useState<AskingAction | null>(null);
  const complete = useMarkComplete();
  const isFixed = session.status === 'scheduled' && Date.parse(session.changeUntil) <= now;
  const actions = actionsOf(session, now).filter((action) => !isFixed || action === 'complete');
  const run = (action: SessionAction) => (action === 'complete' ? complete.mutate(session.id) : setAsked(action));
  const isToCome = session.status === 'scheduled' && Date.parse(session.startsAt) > now;
  if (actions.length === 0 && !isToCome) return null;
  return (
    <div className={css.bar}>
      {session.timeAsked && session.status === 'scheduled' && (
        <Banner tone="warn">
          {session.participant.name} asked for another time
          {session.timeAskedNote ? `: “${session.timeAskedNote}”` : '.'}
        </Banner>
      )}
      {actions.length > 0 && (
        <div className={css.buttons}>
          {actions.map((action) => (
            <Button
              key={action}
              kind={action === 'cancel' ? 'bare' : 'quiet'}
              busy={action === 'complete' && complete.isPending}
              onClick={() => run(action)}
            >
              {ACTION_LABELS[action]}
            </Button>
          ))}
        </div>
      )}
      {isToCome && (
        <p className={css.rule}>
          <ChangeRule session={session} />
        </p>
      )}
      {asked && <SessionDialog id={session.id} action={asked} onClose={() => setAsked(null)} />}
    </div>
  );
}
