import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { clipBegin } from '../../../lib/api.ts';
import { showMoment } from '../../../player/parts.ts';
import type { Clip } from '../../../player/clip.ts';
import css from './watch.module.css';

/** The server is asked when the ends have lain still this long, ms. */
const STILL = 500;

/** How to move the ends, and where the file will really begin: it can be cut only at some pictures. */
export function ClipHint({ id, clip }: { id: string; clip: Clip }) {
  const [still, setStill] = useState<Clip | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setStill(clip), STILL);
    return () => clearTimeout(timer);
  }, [clip]);
  const begin = useQuery({
    queryKey: ['clip', id, clip.fromMs, clip.toMs],
    queryFn: () => clipBegin(id, clip.fromMs, clip.toMs),
    enabled: still === clip,
    staleTime: Infinity,
    retry: false,
  });
  const where =
    begin.data === undefined
      ? 'The file may begin up to a few seconds earlier'
      : `The file begins at ${showMoment(begin.data)}`;
  return (
    <p className={css.hint}>
      Drag the ends on the bar, or press [ and ] where it begins and ends. {where}: it is cut without losing quality,
      and that is possible only at some pictures.
    </p>
  );
}
