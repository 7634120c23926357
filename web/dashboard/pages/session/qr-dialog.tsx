import type { ReactNode } from 'react';
import { lazy, Suspense } from 'react';
import { Dialog } from '../../../ui/dialog.tsx';
import { Spinner } from '../../../ui/spinner.tsx';
import css from './session.module.css';

/** Fetched when somebody wants to see one. */
const Qr = lazy(() => import('./qr.tsx'));

interface QrDialogProps {
  title: string;
  link: string;
  children: ReactNode;
  onClose: () => void;
}

/** A link as a QR code, so that a person can change device without typing. */
export function QrDialog({ title, link, children, onClose }: QrDialogProps) {
  return (
    <Dialog size="s" title={title} intro={children} onClose={onClose}>
      <div className={css.qr}>
        <Suspense fallback={<Spinner />}>
          <Qr link={link} />
        </Suspense>
      </div>
    </Dialog>
  );
}
