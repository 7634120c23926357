import { Eye } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { fitTiles } from './grid.ts';
import { useRoom, useStore } from './room-context.ts';
import { SharedScreen } from './shared-screen.tsx';
import css from './stage.module.css';
import { Tile } from './tile.tsx';
import { useBox } from './use-box.ts';
import { seatPeople } from '../seating.ts';
import { listNames } from './who.ts';

/** Height of a tile beside a shared screen, CSS px. */
const STRIP_HEIGHT = { wide: 112, phone: 84 };

/** Everybody who is seen, as large as there is room; a shared screen comes first. */
export function Stage() {
  const people = useRoom((state) => state.people);
  const { tiles, watchers } = useMemo(() => seatPeople(people), [people]);
  const sharer = tiles.findLast((person) => person.screen);
  const [box, setBox] = useState<HTMLElement | null>(null);
  const room = useBox(box);
  const fitted = useMemo(() => fitTiles(tiles.length, room), [tiles.length, room]);
  const strip = room.width < 640 && room.width > 220 ? STRIP_HEIGHT.phone : STRIP_HEIGHT.wide;
  const size = sharer ? { width: Math.round((strip * 16) / 9), height: strip } : fitted;
  const key = tiles.map((person) => person.n).join();
  useTileSizes(key, size.height);

  return (
    <main className={css.stage} data-sharing={sharer !== undefined}>
      {sharer && <SharedScreen person={sharer} />}
      <ul
        ref={setBox}
        className={css.tiles}
        aria-label="People in the room"
        // A strip that scrolls must be reachable by keys (axe: scrollable-region-focusable).
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={sharer ? 0 : undefined}
      >
        {tiles.map((person) => (
          <Tile key={person.n} person={person} size={size} />
        ))}
      </ul>
      {tiles.length === 0 && <p className={css.nobody}>Nobody else is here yet</p>}
      <Watching names={watchers.map((person) => person.name)} />
    </main>
  );
}

/** How many watch: never hidden from the Participant, not even when nobody does (PRODUCT.md, Joining). */
function Watching({ names }: { names: string[] }) {
  const role = useRoom((state) => state.view.seat.role);
  if (names.length === 0 && role !== 'participant') return null;
  return (
    <p className={css.watching} title={names.join(', ')}>
      <Eye aria-hidden="true" />
      <strong>{names.length} watching</strong>
      {names.length > 0 && <span>{listNames(names)}</span>}
    </p>
  );
}

/** Tells the media how large each camera is drawn, so that no more is sent than is seen. */
function useTileSizes(key: string, height: number) {
  const store = useStore();
  useEffect(() => {
    const shown = key ? key.split(',').map(Number) : [];
    for (const n of shown) store.tileSize(n, height);
  }, [key, height, store]);
}
