import { memo } from 'react';
import { Button } from '../../../ui/button.tsx';
import { deviceZone, showClock } from '../../../lib/time.ts';
import type { ShownLine } from '../../state.ts';
import { useStore } from '../room-context.ts';
import { ROLE_LABELS } from '../who.ts';
import type { LineGroup as Group } from './group-lines.ts';
import css from './line-group.module.css';
import { linkify } from './linkify.ts';

/** What one person said in a row, under their name, role and time. */
export const LineGroup = memo(function LineGroup({ group, isMine }: { group: Group; isMine: boolean }) {
  return (
    <section className={css.group} data-mine={isMine}>
      <p className={css.head}>
        <strong>{isMine ? 'You' : group.name}</strong>
        {!isMine && <span>{ROLE_LABELS[group.role]}</span>}
        <time dateTime={group.at}>{showClock(group.at, deviceZone())}</time>
      </p>
      {group.lines.map((line) => (
        <Line key={line.id} line={line} />
      ))}
    </section>
  );
});

function Line({ line }: { line: ShownLine }) {
  const store = useStore();
  const { id, text, pending, failed } = line;
  return (
    <>
      <p dir="auto" className={css.line} data-state={failed === undefined ? (pending ? 'pending' : 'said') : 'failed'}>
        {linkify(text).map((piece, at) =>
          piece.kind === 'words' ? (
            piece.text
          ) : (
            // The pieces of a line never change places.
            // oxlint-disable-next-line react/no-array-index-key
            <a key={at} href={piece.href} target="_blank" rel="noopener noreferrer nofollow">
              {piece.text}
            </a>
          ),
        )}
      </p>
      {pending && <p className={css.sending}>Sending…</p>}
      {failed !== undefined && (
        <div className={css.failed}>
          <p>Not sent. {failed}</p>
          <Button size="s" onClick={() => store.sayAgain(id)}>
            Try again
          </Button>
          <Button size="s" kind="bare" onClick={() => store.unsay(id)}>
            Discard
          </Button>
        </div>
      )}
    </>
  );
}
