/** A layer as the choice sees it. */
export interface LayerState {
  rid: string;
  active: boolean;
  bitsPerSecond: number;
}

/** The `simulcast` object of a subscription, with its documented defaults filled in. */
export interface LayerPreferences {
  preferredRid: string | null;
  priorityOrdering: 'none' | 'asciibetical';
  ridNotAvailable: 'none' | 'asciibetical';
}

export const DEFAULT_PREFERENCES: LayerPreferences = {
  preferredRid: null,
  priorityOrdering: 'none',
  ridNotAvailable: 'none',
};

/**
 * The rid to forward; null when there is none yet. `limit` is the bandwidth there is for it, bit/s; null when it is no concern.
 * With 'none' a preferred layer that is not sent is waited for; who has no preference gets the first that is sent.
 */
export function chooseRid(
  layers: readonly LayerState[],
  preferences: LayerPreferences,
  limit: number | null,
): string | null {
  const sorted = [...layers].sort((a, b) => (a.rid < b.rid ? -1 : 1));
  const [first] = sorted;
  if (!first) return null;
  if (sorted.length === 1 && first.rid === '') return '';
  const wanted = availableRid(sorted, preferences);
  if (preferences.priorityOrdering === 'none' || limit === null) return wanted;
  const affordable = sorted.filter((layer) => layer.rid >= wanted && layer.active);
  const fitting = affordable.find((layer) => layer.bitsPerSecond <= limit) ?? affordable.at(-1);
  return fitting?.rid ?? wanted;
}

function availableRid(sorted: readonly LayerState[], preferences: LayerPreferences): string {
  const wanted = preferences.preferredRid ?? sorted[0]?.rid ?? '';
  const isSent = sorted.some((layer) => layer.rid === wanted && layer.active);
  if (isSent || (preferences.ridNotAvailable === 'none' && preferences.preferredRid !== null)) return wanted;
  const sent = sorted.filter((layer) => layer.active);
  return sent.find((layer) => layer.rid > wanted)?.rid ?? sent.at(-1)?.rid ?? wanted;
}
