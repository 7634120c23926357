/** Frames further apart than this, ms, are a standing picture: the fake camera gives one every 50. */
const STANDS = 500;

/**
 * From when on frames flow for good, after something happened at `from`: the end of the last standstill. `from` itself when they
 * never stood, null when they have not come back by `until`. Times in ms, `frames` ascending.
 */
export function flowsFrom(frames: readonly number[], from: number, until: number): number | null {
  const before = frames.filter((at) => at <= from).at(-1) ?? from;
  let [last, since] = [before, from];
  for (const at of frames) {
    if (at <= from || at > until) continue;
    if (at - last > STANDS) since = at;
    last = at;
  }
  return until - last > STANDS ? null : since;
}
