import type { Metric } from './results.ts';

/** What a figure may be at most. Of the size that is measured when none is given. */
const AIMS: Readonly<Record<string, number>> = {
  'avsync.median_ms': 80,
  'avsync.worst_ms': 80,
  'links.entered_by_old_secret': 0,
  'recorder.cpu_percent': 45,
  'recording.gap_error_s_max': 0.5,
  'recording.lost_s_max': 2,
  'recording.unheard_s': 0,
  'recording.unplayable': 0,
  'remux.cpu_s_per_hour': 2,
  'remux.ffprobe_differs': 0,
  'remux.packets_differ': 0,
  'remux.peak_mb': 64,
  'remux.r2_reads': 400,
  'remux.seek_ms_max': 500,
};

/** Names the figures that are over their aim, or are none. Whether there are any. */
export function tellMissed(metrics: readonly Metric[]): boolean {
  const missed = metrics.filter(({ name, value }) => {
    const most = AIMS[name];
    return most !== undefined && !(Math.abs(value) <= most);
  });
  for (const { name, value, unit } of missed) {
    console.log(`  missed: ${name} is ${Number(value.toFixed(3))} ${unit}, at most ${AIMS[name]} is aimed at`);
  }
  return missed.length > 0;
}
