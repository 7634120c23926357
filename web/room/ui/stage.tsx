import { Eye } from 'lucide-react';
import { useMemo, useState } from 'react';
import { seatPeople } from '../seating.ts';
import { arrange } from './arrange.ts';
import { Pager } from './pager.tsx';
import { Floating, StageBanner, SharedScreen } from './parts.ts';
import { isPhoneBox, place } from './place.ts';
import { useRoom } from './room-context.ts';
import css from './stage.module.css';
import { Tile } from './tile.tsx';
import { useBox } from './use-box.ts';
import { useFloor } from './use-floor.ts';
import { useTileSizes } from './use-tile-sizes.ts';
import { useView } from './view.ts';
import { listNames } from './who.ts';

/** Everybody who is seen, as large as there is room; a shared screen comes first. */
export function Stage() {
  const people = useRoom((state) => state.people);
  const me = useRoom((state) => state.me);
  const floor = useFloor();
  const { layout, hideSelf, pinned, floating } = useView();
  const { tiles, watchers } = useMemo(() => seatPeople(people), [people]);
  const [element, setElement] = useState<HTMLElement | null>(null);
  const box = useBox(element);
  const [wantedPage, setPage] = useState(0);
  const arrangement = useMemo(
    () => arrange({ tiles, me, floor, layout, pinned, hideSelf, isPhone: isPhoneBox(box) }),
    [tiles, me, floor, layout, pinned, hideSelf, box],
  );
  const places = useMemo(() => place(arrangement, box, wantedPage), [arrangement, box, wantedPage]);
  const others = useMemo(() => tiles.map(({ n }) => n).filter((n) => n !== me), [tiles, me]);
  useTileSizes(places.people, others, floating);

  return (
    <main className={css.stage}>
      <StageBanner />
      <Floating />
      <div ref={setElement} className={css.box}>
        {arrangement.kind === 'screen' && places.screen && (
          <SharedScreen key={arrangement.sharer.n} person={arrangement.sharer} rect={places.screen} />
        )}
        {/* In one list and in one order whatever the layout: a picture that is moved in the page goes black for a moment. */}
        <ul aria-label="People in the room">
          {tiles.map((person) => {
            const rect = places.people.get(person.n);
            const pin = others.length > 0 ? pinned === person.n : undefined;
            return rect && <Tile key={person.n} person={person} rect={rect} pinned={pin} />;
          })}
        </ul>
        {places.people.size === 0 && arrangement.kind !== 'screen' && (
          <p className={css.nobody}>Nobody else is here yet</p>
        )}
      </div>
      {places.pages > 1 && <Pager page={places.page} pages={places.pages} onTurn={setPage} />}
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
