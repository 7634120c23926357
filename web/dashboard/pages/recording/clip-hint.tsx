import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { clipBegin } from '../../../lib/api.ts';
import { mayPass, problemText } from '../../../lib/problems.ts';
import { showMoment } from '../../../player/parts.ts';
import type { Clip } from '../../../player/clip.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import css from './watch.module.css';

/** The server is asked when the ends have lain still this long, ms. */
const STILL = 500;

/** How to move the ends, and where the file will really begin: it can be cut only at some pictures. Or why it cannot be cut. */
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
  if (begin.error) {
    const again = (
      <Button size="s" busy={begin.isFetching} onClick={() => void begin.refetch()}>
        Try again
      </Button>
    );
    return (
      <div className={css.problem}>
        <Banner tone="bad" actions={mayPass(begin.error) && again}>
          This clip cannot be cut. {problemText(begin.error)}
        </Banner>
      </div>
    );
  }
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
