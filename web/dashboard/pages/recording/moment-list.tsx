import type { ReactNode } from 'react';
import { useRef } from 'react';
import { showMoment } from '../../../player/parts.ts';
import type { Playback } from '../../../player/playback.ts';
import { Button } from '../../../ui/button.tsx';
import css from './moment-list.module.css';
import { useFollow } from './use-follow.ts';

export interface Line {
  id: string;
  /** ms in the file: where a press goes. */
  atMs: number;
  /** What the line's button is called beside its time. */
  name: string;
  content: ReactNode;
  /** Buttons at its end. */
  tools?: ReactNode;
}

interface MomentListProps {
  label: string;
  playback: Playback;
  lines: readonly Line[];
  /** Indexes of the lines that belong to the moment that is shown. */
  current: readonly number[];
}

/** Lines by time: pressed, the recording goes there; those of the moment are marked and kept in sight. */
export function MomentList({ label, playback, lines, current }: MomentListProps) {
  const list = useRef<HTMLOListElement>(null);
  const follow = useFollow(list, current.at(-1) ?? -1);
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- only notices that the reader scrolls */}
      <ol
        ref={list}
        className={css.list}
        aria-label={label}
        onWheel={follow.leave}
        onTouchMove={follow.leave}
        onKeyDown={({ key }) => key === 'Tab' && follow.leave()}
      >
        {lines.map(({ id, atMs, name, content, tools }, index) => (
          <li key={id} aria-current={current.includes(index) ? 'true' : undefined}>
            <button
              type="button"
              className={css.time}
              aria-label={`${showMoment(atMs)}, ${name}`}
              onClick={() => {
                playback.seek(atMs);
                follow.resume();
              }}
            >
              {showMoment(atMs)}
            </button>
            <div className={css.content}>{content}</div>
            {tools && <span className={css.tools}>{tools}</span>}
          </li>
        ))}
      </ol>
      {!follow.following && current.length > 0 && (
        <div className={css.back}>
          <Button size="s" onClick={follow.resume}>
            Back to the current line
          </Button>
        </div>
      )}
    </>
  );
}
