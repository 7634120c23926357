import { Hand, MicOff, WifiOff } from 'lucide-react';
import type { CSSProperties } from 'react';
import type { Person } from '../../../wire/room.ts';
import { initials } from '../../ui/avatar.tsx';
import { Picture } from './picture.tsx';
import { useRoom } from './room-context.ts';
import css from './tile.module.css';
import { ROLE_LABELS } from './who.ts';

/** Below this the name needs all the place there is, CSS px. */
const NARROW = 200;

interface TileProps {
  person: Person;
  /** CSS px; nothing: as large as its place. */
  size?: { width: number; height: number };
  /** Is heard right now. */
  speaking?: boolean;
}

/** One person: picture or initials, name, role, and what is to know about them. */
export function Tile({ person, size, speaking = false }: TileProps) {
  const { n, name, role, mic, cam, hand, away } = person;
  const isMe = useRoom((state) => state.me) === n;
  const track = useRoom((state) => (isMe ? state.own.cam : (state.tracks.get(`${n}:cam`) ?? null)));
  const style: CSSProperties | undefined = size && { width: size.width, height: size.height };
  const label = isMe ? 'You' : name;
  return (
    <li className={css.tile} style={style} data-speaking={speaking} data-away={away} data-person={n}>
      <span className={css.initials} data-small={size !== undefined && size.height < 160} aria-hidden="true">
        {initials(name) || '?'}
      </span>
      {cam && track && <Picture track={track} className={isMe ? css.mirrored : css.picture} />}
      {away && (
        <p className={css.away}>
          <WifiOff aria-hidden="true" />
          Reconnecting
        </p>
      )}
      {hand && (
        <span className={css.hand}>
          <Hand aria-hidden="true" />
          <span className="unseen">Hand raised</span>
        </span>
      )}
      <p className={css.label}>
        {!mic && (
          <span className={css.muted}>
            <MicOff aria-hidden="true" />
            <span className="unseen">Microphone off, </span>
          </span>
        )}
        <strong>{label}</strong>
        <span className={size && size.width < NARROW ? 'unseen' : css.role}>{ROLE_LABELS[role]}</span>
      </p>
    </li>
  );
}
