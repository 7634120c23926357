import { Eye } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { fitTiles } from './grid.ts';
import { useRoom, useStore } from './room-context.ts';
import { SharedScreen } from './shared-screen.tsx';
import css from './stage.module.css';
import { Tile } from './tile.tsx';
import { useBox } from './use-box.ts';
import { listNames, seatPeople } from './who.ts';

/** Height of a tile beside a shared screen, CSS px. */
const STRIP_HEIGHT = 112;

/** Everybody who is seen, as large as there is room; a shared screen comes first. */
export function Stage() {
  const people = useRoom((state) => state.people);
  const { tiles, watchers } = useMemo(() => seatPeople(people), [people]);
  const sharer = tiles.findLast((person) => person.screen);
  const [box, setBox] = useState<HTMLElement | null>(null);
  const room = useBox(box);
  const fitted = useMemo(() => fitTiles(tiles.length, room), [tiles.length, room]);
  const size = sharer ? { width: Math.round((STRIP_HEIGHT * 16) / 9), height: STRIP_HEIGHT } : fitted;
  const key = tiles.map((person) => person.n).join();
  useTileSizes(key, size.height);

  return (
    <main className={css.stage} data-sharing={sharer !== undefined}>
      {sharer && <SharedScreen person={sharer} />}
      <ul ref={setBox} className={css.tiles} aria-label="People in the room">
        {tiles.map((person) => (
          <Tile key={person.n} person={person} size={size} />
        ))}
      </ul>
      {tiles.length === 0 && <p className={css.nobody}>Nobody else is here yet</p>}
      {watchers.length > 0 && (
        <p className={css.watching} title={watchers.map((person) => person.name).join(', ')}>
          <Eye aria-hidden="true" />
          <strong>{watchers.length} watching</strong>
          <span>{listNames(watchers.map((person) => person.name))}</span>
        </p>
      )}
    </main>
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
