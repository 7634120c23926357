import { LayoutGrid, Settings, Users } from 'lucide-react';
import css from './device-menu.module.css';
import { MenuItems } from '../../ui/menu.tsx';
import { useMayTalk, useRoom } from './room-context.ts';
import { useRoomUi } from './room-ui.ts';

/** On a phone: what does not fit into the bar. */
export function MoreMenu() {
  const ui = useRoomUi();
  const mayTalk = useMayTalk();
  const count = useRoom((state) => state.people.size);
  return (
    <dialog id="more-menu" popover="auto" className={css.menu} data-list aria-label="More">
      <MenuItems>
        <button type="button" onClick={(event) => (close(event.currentTarget), ui.showPanel('people'))}>
          <Users aria-hidden="true" />
          People, {count} here
        </button>
        <button type="button" onClick={(event) => (close(event.currentTarget), show('view-menu'))}>
          <LayoutGrid aria-hidden="true" />
          View
        </button>
        {mayTalk && (
          <button type="button" onClick={(event) => (close(event.currentTarget), show('device-menu'))}>
            <Settings aria-hidden="true" />
            Devices
          </button>
        )}
      </MenuItems>
    </dialog>
  );
}

function close(element: HTMLElement): void {
  element.closest<HTMLElement>('[popover]')?.hidePopover();
}

function show(id: string): void {
  document.getElementById(id)?.showPopover();
}
