import { QrCode, RefreshCw } from 'lucide-react';
import { useRef, useState } from 'react';
import type { SessionDetails } from '../../../../wire/http.ts';
import { copyMessage } from '../../../lib/clipboard.ts';
import { invitationMessage } from '../../../lib/invitation.ts';
import { Button } from '../../../ui/button.tsx';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { showToast } from '../../../ui/toasts.ts';
import { QrDialog } from './qr-dialog.tsx';
import { RegenerateDialog } from './regenerate-dialog.tsx';
import css from './session.module.css';

/** The link that lets Guests in: to copy with everything they need to know, or to replace. */
export function GuestLink({ session }: { session: SessionDetails }) {
  const [showing, setShowing] = useState(false);
  const [asking, setAsking] = useState(false);
  const address = useRef<HTMLParagraphElement>(null);

  const copy = async () => {
    const copied = await copyMessage(
      invitationMessage({ ...session, studyTitle: session.study.title, participantName: session.participant.name }),
    );
    if (copied) showToast('Copied: an invitation with the time and the link, ready to paste.');
    else {
      if (address.current) getSelection()?.selectAllChildren(address.current);
      showToast('Your browser does not let us copy. The link is selected: copy it with your keyboard.', 'bad');
    }
    return copied;
  };

  return (
    <div className={css.link}>
      <p ref={address} className={css.address} translate="no">
        {session.guestLink}
      </p>
      <div className={css.buttons}>
        <CopyButton copy={copy}>Copy link</CopyButton>
        <Button icon={<QrCode />} onClick={() => setShowing(true)}>
          Show QR code
        </Button>
        <Button kind="bare" icon={<RefreshCw />} onClick={() => setAsking(true)}>
          Regenerate link
        </Button>
      </div>
      {showing && (
        <QrDialog title="Guest meeting link" link={session.guestLink} onClose={() => setShowing(false)}>
          Scan it with the camera of a phone: whoever opens it comes in as a Guest.
        </QrDialog>
      )}
      {asking && <RegenerateDialog session={session} onClose={() => setAsking(false)} />}
    </div>
  );
}
