import css from './skeleton.module.css';

/** A grey line where text will be. Width in any CSS length. */
export function Skeleton({ width = '100%', height = '1em' }: { width?: string; height?: string }) {
  return <span className={css.skeleton} style={{ width, height }} aria-hidden="true" />;
}

/** Rows of a list on its way; says 'Loading' to screen readers once. */
export function SkeletonRows({ rows = 4 }: { rows?: number }) {
  return (
    <div className={css.rows} aria-busy="true">
      <span className="unseen">Loading</span>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={css.row}>
          <Skeleton width={`${34 - (row % 3) * 6}%`} />
          <Skeleton width={`${22 - (row % 2) * 5}%`} />
        </div>
      ))}
    </div>
  );
}
