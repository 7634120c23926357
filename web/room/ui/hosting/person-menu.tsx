import { Ellipsis, Hand, MicOff, MonitorX, UserRoundX, VideoOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { useState } from 'react';
import type { Person } from '../../../../wire/room.ts';
import { MenuItems, Popover } from '../../../ui/menu.tsx';
import type { HostWish } from '../../state.ts';
import { useRoom, useStore } from '../room-context.ts';
import css from './person-menu.module.css';
import { RemoveDialog } from './remove-dialog.tsx';

interface Item {
  label: string;
  icon: ReactNode;
  wish: HostWish;
}

/** What a Researcher may do with somebody: only what would change something. */
function itemsFor({ n, mic, cam, screen, hand }: Person): Item[] {
  const stop = (kind: 'mic' | 'cam' | 'screen' | 'hand'): HostWish => ({ t: 'stop', n, kind });
  return [
    ...(mic ? [{ label: 'Turn off microphone', icon: <MicOff />, wish: stop('mic') }] : []),
    ...(cam ? [{ label: 'Turn off camera', icon: <VideoOff />, wish: stop('cam') }] : []),
    ...(screen ? [{ label: 'Stop sharing', icon: <MonitorX />, wish: stop('screen') }] : []),
    ...(hand ? [{ label: 'Lower hand', icon: <Hand />, wish: stop('hand') }] : []),
  ];
}

/** The '⋯' menu of a person, in the People panel and on their tile. Nothing for those who are no host, or for oneself. */
export function PersonMenu({ person, onTile = false }: { person: Person; onTile?: boolean }) {
  const store = useStore();
  const isHost = useRoom((state) => state.view.seat.role === 'researcher');
  const isMe = useRoom((state) => state.me === person.n);
  const [removing, setRemoving] = useState(false);
  const items = itemsFor(person);
  const mayRemove = person.role !== 'researcher';
  if (!isHost || isMe || (items.length === 0 && !mayRemove)) return null;

  return (
    <span className={css.menu} data-tile={onTile}>
      <Popover label={`More for ${person.name}`} trigger={<Ellipsis aria-hidden="true" />}>
        <MenuItems>
          {items.map(({ label, icon, wish }) => (
            <button key={label} type="button" onClick={(event) => (close(event.currentTarget), store.host(wish))}>
              {icon}
              {label}
            </button>
          ))}
          {mayRemove && (
            <button type="button" onClick={(event) => (close(event.currentTarget), setRemoving(true))}>
              <UserRoundX />
              Remove
            </button>
          )}
        </MenuItems>
      </Popover>
      {removing && <RemoveDialog person={person} onClose={() => setRemoving(false)} />}
    </span>
  );
}

function close(entry: HTMLElement): void {
  entry.closest<HTMLElement>('[popover]')?.hidePopover();
}
