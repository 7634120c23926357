import { X } from 'lucide-react';
import type { MouseEvent, ReactNode } from 'react';
import { useId, useLayoutEffect, useRef } from 'react';
import css from './dialog.module.css';
import { Form } from './form.tsx';
import { IconButton } from './icon-button.tsx';

interface DialogProps {
  title: string;
  /** One sentence under the title. */
  intro?: ReactNode;
  children?: ReactNode;
  /** Buttons, the main one last. */
  footer?: ReactNode;
  size?: 's' | 'm' | 'l';
  /** Escape, the cross, or a press beside it. The owner then stops rendering the dialog. */
  onClose: () => void;
  /** Makes the whole dialog a form: Enter and a submit button in the footer call this. */
  onSubmit?: () => void;
}

/**
 * A modal dialog on the native element: rendered is open, not rendered is closed.
 * Focus goes to its first control ([autofocus] wins) and comes back to where it was.
 */
export function Dialog({ title, intro, children, footer, size = 'm', onClose, onSubmit }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const id = useId();

  // Layout, not passive: it has to close while it is still in the page, or the focus does not go back.
  useLayoutEffect(() => {
    const dialog = ref.current;
    if (!dialog?.open) dialog?.showModal();
    return () => dialog?.close();
  }, []);

  // What is only read and longer than the window is scrolled by keys, too.
  useLayoutEffect(() => {
    const read = content.current;
    if (!read) return;
    const isScrolled =
      read.scrollHeight > read.clientHeight && !read.querySelector('a, button, input, textarea, select');
    if (isScrolled) read.tabIndex = 0;
    else read.removeAttribute('tabindex');
  });

  const besideIt = (event: MouseEvent) => {
    if (event.target === ref.current) onClose();
  };
  const body = (
    <>
      <header className={css.header}>
        <h2 id={`${id}title`}>{title}</h2>
        {intro && (
          <p id={`${id}intro`} className={css.intro}>
            {intro}
          </p>
        )}
      </header>
      {children && (
        <div ref={content} className={css.body}>
          {children}
        </div>
      )}
      {footer && <footer className={css.footer}>{footer}</footer>}
      {/* Last, so that the first control of the dialog itself gets the focus. */}
      <div className={css.close}>
        <IconButton label="Close" icon={<X />} onClick={onClose} />
      </div>
    </>
  );

  return (
    // The native dialog is closed by Escape; a press beside it is a convenience on top.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <dialog
      ref={ref}
      className={css.dialog}
      data-size={size}
      aria-labelledby={`${id}title`}
      aria-describedby={intro ? `${id}intro` : undefined}
      onMouseDown={besideIt}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      // A second Escape closes a dialog whatever its cancel handler says: follow it.
      onClose={() => ref.current?.open || onClose()}
    >
      {onSubmit ? (
        <Form className={css.frame} onSubmit={onSubmit}>
          {body}
        </Form>
      ) : (
        <div className={css.frame}>{body}</div>
      )}
    </dialog>
  );
}
