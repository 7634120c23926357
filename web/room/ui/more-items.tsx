import { Hand, LayoutGrid, Settings, Users } from 'lucide-react';
import { MenuItems } from '../../ui/menu.tsx';
import { useMayShare } from './may-share.ts';
import { attempt, useMayTalk, useRoom, useStore } from './room-context.ts';
import { useRoomUi } from './room-ui.ts';

/** On a phone: what does not fit into the bar. */
export function MoreItems() {
  const store = useStore();
  const ui = useRoomUi();
  const mayShare = useMayShare();
  const hand = useRoom((state) => state.people.get(state.me)?.hand ?? false);
  const mayTalk = useMayTalk();
  const count = useRoom((state) => state.people.size);
  return (
    <MenuItems>
      <button type="button" onClick={(event) => (close(event.currentTarget), ui.showPanel('people'))}>
        <Users aria-hidden="true" />
        People, {count} here
      </button>
      <button type="button" onClick={(event) => (close(event.currentTarget), show('view-menu'))}>
        <LayoutGrid aria-hidden="true" />
        View
      </button>
      {mayShare && (
        <button type="button" onClick={(event) => (close(event.currentTarget), attempt(store.setHand(!hand)))}>
          <Hand aria-hidden="true" />
          {hand ? 'Lower your hand' : 'Raise your hand'}
        </button>
      )}
      {mayTalk && (
        <button type="button" onClick={(event) => (close(event.currentTarget), show('device-menu'))}>
          <Settings aria-hidden="true" />
          Devices
        </button>
      )}
    </MenuItems>
  );
}

function close(element: HTMLElement): void {
  element.closest<HTMLElement>('[popover]')?.hidePopover();
}

function show(id: string): void {
  document.getElementById(id)?.showPopover();
}
