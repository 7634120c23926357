import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { ShareRow } from '../../../../wire/http.ts';
import { api } from '../../../lib/api.ts';
import { problemText } from '../../../lib/problems.ts';
import { showClock, showDay } from '../../../lib/time.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { showToast } from '../../../ui/toasts.ts';
import { useReturn } from '../../parts/use-return.ts';
import { useViewerZone } from '../../shell/me.ts';
import { copyShare } from './copy-share.ts';
import { keepShare } from './kept-shares.ts';
import { ShareViews } from './share-views.tsx';
import css from './share.module.css';

const STATES = {
  alive: { tone: 'good', label: 'Works' },
  revoked: { tone: 'bad', label: 'Revoked' },
  expired: { tone: 'plain', label: 'Expired' },
} as const;

/** One link: whether it works, who made it, how often it was watched; 'Revoke' asks once. */
export function ShareItem({ recordingId, share }: { recordingId: string; share: ShareRow }) {
  const zone = useViewerZone();
  const [asking, setAsking] = useState(false);
  const buttons = useRef<HTMLDivElement>(null);
  useReturn(asking, buttons);
  const revoke = useMutation({
    mutationFn: () => api.revokeShare(recordingId, share.id),
    onSuccess: (revoked) => {
      keepShare(recordingId, revoked);
      setAsking(false);
      showToast('Link revoked. Nobody can watch by it any more.');
    },
    onError: (error) => showToast(problemText(error), 'bad'),
  });
  const moment = (at: string) => `${showDay(at, zone)}, ${showClock(at, zone)}`;
  const { tone, label } = STATES[share.state];
  return (
    <li className={css.item}>
      <div className={css.facts}>
        <p className={css.line}>
          <Badge tone={tone}>{label}</Badge>
          <span>{share.state === 'alive' ? `until ${moment(share.expiresAt)}` : ''}</span>
          {share.hasPasscode && <span className={css.soft}>with passcode</span>}
        </p>
        <p className={css.soft}>
          By {share.by}, {moment(share.createdAt)}
        </p>
        <ShareViews recordingId={recordingId} share={share} moment={moment} />
      </div>
      {share.state === 'alive' && (
        <div className={css.buttons} ref={buttons}>
          {asking ? (
            <>
              <span className={css.ask}>It stops at once, for whoever is watching too.</span>
              {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- the question replaces the button that had the focus */}
              <Button size="s" autoFocus onClick={() => setAsking(false)}>
                Keep it
              </Button>
              <Button size="s" kind="danger" busy={revoke.isPending} onClick={() => revoke.mutate()}>
                Revoke link
              </Button>
            </>
          ) : (
            <>
              <CopyButton size="s" copy={() => copyShare(share.link)}>
                Copy link
              </CopyButton>
              <Button size="s" kind="bare" onClick={() => setAsking(true)}>
                Revoke
              </Button>
            </>
          )}
        </div>
      )}
    </li>
  );
}
