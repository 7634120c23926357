import { Hand, MicOff, Pin, PinOff, WifiOff } from 'lucide-react';
import type { Person } from '../../../wire/room.ts';
import { initials } from '../../ui/initials.ts';
import { Bars } from './bars.tsx';
import { PersonMenu } from './parts.ts';
import { PausedCover } from './paused-cover.tsx';
import { Picture } from './picture.tsx';
import type { Rect } from './place.ts';
import { useRoom } from './room-context.ts';
import css from './tile.module.css';
import { useTouched } from './use-touched.ts';
import { changeView } from './view.ts';
import { ROLE_LABELS } from './who.ts';

/** Below this the name needs all the place there is, CSS px. */
const NARROW = 200;
/** Below this the initials are smaller, CSS px. */
const LOW = 160;

interface TileProps {
  person: Person;
  rect: Rect;
  /** It is kept large; nothing: there is nobody to choose from. */
  pinned?: boolean | undefined;
}

/** One person: picture or initials, name, role, and what is to know about them. */
export function Tile({ person, rect, pinned }: TileProps) {
  const { n, name, role, mic, cam, hand, away, q } = person;
  const isMe = useRoom((state) => state.me) === n;
  const track = useRoom((state) => (isMe ? state.own.cam : (state.tracks.get(`${n}:cam`) ?? null)));
  const speaking = useRoom((state) => state.speaking.includes(n));
  const { touched, onClickCapture } = useTouched();
  const isNarrow = rect.width < NARROW;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events -- shows buttons that keys reach anyway
    <li
      className={css.tile}
      style={{ ...rect }}
      data-speaking={speaking}
      data-away={away}
      data-person={n}
      data-touched={touched}
      onClickCapture={onClickCapture}
    >
      <span className={css.initials} data-small={rect.height < LOW} aria-hidden="true">
        {initials(name) || '?'}
      </span>
      {cam && track && <Picture track={track} className={isMe ? css.mirrored : css.picture} />}
      {away && (
        <p className={css.away}>
          <WifiOff aria-hidden="true" />
          Reconnecting
        </p>
      )}
      {isMe && <PausedCover />}
      {hand && (
        <span className={css.hand}>
          <Hand aria-hidden="true" />
          <span className="unseen">Hand raised</span>
        </span>
      )}
      <p className={css.label} data-narrow={isNarrow}>
        {!mic && (
          <span className={css.muted}>
            <MicOff aria-hidden="true" />
            <span className="unseen">Microphone off, </span>
          </span>
        )}
        <strong>{isMe ? 'You' : name}</strong>
        <span className={isNarrow ? 'unseen' : css.role}>{ROLE_LABELS[role]}</span>
        {(q === 1 || !isNarrow) && <Bars q={q} />}
      </p>
      <span className={css.actions} data-kept={pinned === true}>
        {pinned !== undefined && (
          <button
            type="button"
            className={css.action}
            aria-label={pinned ? `Unpin ${isMe ? 'yourself' : name}` : `Pin ${isMe ? 'yourself' : name}`}
            title={pinned ? 'Unpin' : 'Pin: keep large'}
            aria-pressed={pinned}
            onClick={() => changeView({ pinned: pinned ? null : n })}
          >
            {pinned ? <PinOff aria-hidden="true" /> : <Pin aria-hidden="true" />}
          </button>
        )}
        <PersonMenu person={person} onTile />
      </span>
    </li>
  );
}
