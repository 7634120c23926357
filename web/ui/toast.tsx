import { CircleAlert, CircleCheck, MessageSquare, X } from 'lucide-react';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { Button } from './button.tsx';
import { IconButton } from './icon-button.tsx';
import css from './toast.module.css';
import type { Toast } from './toasts.ts';
import { currentToasts, dismissToast, onToasts } from './toasts.ts';

const ICONS = { good: CircleCheck, bad: CircleAlert, said: MessageSquare } as const;

/** A live region that comes with words in it is not read aloud: it comes empty, and a screen reader has so long to notice it. ms */
const NOTICED_WITHIN = 100;

/** Where toasts appear; mount it once per page. Say one with `showToast` of toasts.ts. */
export function Toasts() {
  const ref = useRef<HTMLDivElement>(null);
  const toasts = useSyncExternalStore(onToasts, currentToasts);
  const [isHeard, setHeard] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setHeard(true), NOTICED_WITHIN);
    return () => clearTimeout(timer);
  }, []);

  // Shown anew with each toast, so that it lies above a dialog opened in between.
  useEffect(() => {
    const region = ref.current;
    if (region?.matches(':popover-open')) region.hidePopover();
    if (toasts.length > 0) region?.showPopover();
  }, [toasts]);

  return (
    <>
      <div ref={ref} popover="manual" className={css.region}>
        {toasts.map((toast) => (
          <ToastCard key={toast.id} toast={toast} />
        ))}
      </div>
      <div aria-live="polite" className="unseen">
        {isHeard && toasts.map((toast) => <p key={toast.id}>{toast.text}</p>)}
      </div>
    </>
  );
}

function ToastCard({ toast }: { toast: Toast }) {
  const [held, setHeld] = useState(false);
  const Icon = ICONS[toast.tone];

  useEffect(() => {
    if (held) return undefined;
    const timer = setTimeout(() => dismissToast(toast.id), toast.stays);
    return () => clearTimeout(timer);
  }, [held, toast]);

  return (
    <div
      className={css.toast}
      data-tone={toast.tone}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <Icon aria-hidden="true" />
      <p aria-hidden="true">{toast.text}</p>
      {toast.action && (
        <Button
          kind="bare"
          size="s"
          onClick={() => {
            toast.action?.run();
            dismissToast(toast.id);
          }}
        >
          {toast.action.label}
        </Button>
      )}
      <IconButton label="Dismiss" icon={<X />} onClick={() => dismissToast(toast.id)} />
    </div>
  );
}
