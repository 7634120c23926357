import type { Verdict } from './quality.ts';

/** What is asked of the connection: all that is drawn; a layer below it; own and the others' cameras in the smallest layer only. */
export type Thrift = 'all' | 'less' | 'least';

/** After so long without trouble all is asked for again, ms; doubled each time that brings the trouble back, up to the longest. */
const TRY_AGAIN_AFTER = 10_000;
const TRY_AGAIN_LONGEST = 160_000;
/** Trouble within this long after asking for all again was our own doing, ms. */
const OWN_DOING = 30_000;

/** Lowers the layers before pictures freeze, and does not swing between two of them. `now` in ms. */
export function createThrift(): (verdict: Verdict, now: number) => 'all' | 'less' {
  let thrift: 'all' | 'less' = 'all';
  let patience = TRY_AGAIN_AFTER;
  /** Of the last trouble while less is asked for, of the last change otherwise. */
  let since = -Infinity;
  return (verdict, now) => {
    if (verdict === 1) {
      if (thrift === 'all')
        patience = now - since < OWN_DOING ? Math.min(patience * 2, TRY_AGAIN_LONGEST) : TRY_AGAIN_AFTER;
      thrift = 'less';
      since = now;
    } else if (thrift === 'less' && verdict === 2) since = now;
    else if (thrift === 'less' && now - since >= patience) {
      thrift = 'all';
      since = now;
    }
    return thrift;
  };
}
