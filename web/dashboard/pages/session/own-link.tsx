import { QrCode } from 'lucide-react';
import { useState } from 'react';
import type { SessionDetails } from '../../../../wire/http.ts';
import { Button } from '../../../ui/button.tsx';
import { QrDialog } from './qr-dialog.tsx';
import css from './session.module.css';

/** The Researcher's own way in, to carry over to another device. */
export function OwnLink({ session }: { session: SessionDetails }) {
  const [showing, setShowing] = useState(false);
  return (
    <div className={css.buttons}>
      <Button icon={<QrCode />} onClick={() => setShowing(true)}>
        Show QR code of your link
      </Button>
      {showing && (
        <QrDialog title="Join on another device" link={session.researcherLink} onClose={() => setShowing(false)}>
          Scan it with the camera of your phone, and sign in there: it is your own way into the room.
        </QrDialog>
      )}
    </div>
  );
}
