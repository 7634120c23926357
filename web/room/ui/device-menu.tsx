import { useState } from 'react';
import css from './device-menu.module.css';
import { DeviceChoices } from './parts.ts';

/** Which camera, microphone and speaker; a native popover over the bar. */
export function DeviceMenu() {
  const [open, setOpen] = useState(false);
  return (
    <dialog
      id="device-menu"
      popover="auto"
      className={css.menu}
      aria-label="Devices"
      onToggle={(event) => setOpen(event.newState === 'open')}
    >
      {open && <DeviceChoices />}
    </dialog>
  );
}
