/** Wall clock in ms with a fraction: media timestamps need better than whole milliseconds. */
export function preciseNow(): number {
  return performance.timeOrigin + performance.now();
}
