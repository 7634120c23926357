import { makeTable } from '../../worker/recordings/mp4/fragment.ts';
import type { CopyPlan } from '../../worker/recordings/mp4/plan.ts';
import { planCopy } from '../../worker/recordings/mp4/plan.ts';
import { readInOrder } from '../../worker/recordings/mp4/stream.ts';
import { noSums } from '../../worker/recordings/track-sums.ts';

export interface HandedOver {
  /** Number 0 is the head; undefined never arrived. */
  fragments: (Uint8Array | undefined)[];
  /** UTC ms. */
  beganAtMs?: number;
  endsAtMs?: number;
}

/** Plans and writes a file in memory, in parts of an odd size (a prime), so that they cut everything. */
export async function plannedFile(
  segments: HandedOver[],
  besideMs: number | null = null,
): Promise<{ plan: CopyPlan; bytes: Uint8Array<ArrayBuffer> } | null> {
  const stored = new Map<string, Uint8Array>();
  const sources = segments.flatMap(({ fragments: [head, ...media], beganAtMs = 0, endsAtMs }, s) => {
    const tables = media.flatMap((bytes, i) => {
      if (!bytes) return [];
      const objectKey = `${s}/${i + 1}`;
      stored.set(objectKey, bytes);
      return [{ objectKey, objectAt: 0, table: makeTable(bytes) }];
    });
    return head ? [{ beganAtMs, ...(endsAtMs === undefined ? {} : { endsAtMs }), head, fragments: () => tables }] : [];
  });
  const plan = planCopy(sources, besideMs);
  if (!plan) return null;
  const bytes = new Uint8Array(plan.bytes);
  const step = 99_991;
  const reader = readInOrder(plan, (key, { offset, length }) =>
    Promise.resolve(stored.get(key)?.slice(offset, offset + length) ?? null),
  );
  for (let at = 0; at < bytes.length; at += step) {
    const lost = await reader.fill(at, bytes.subarray(at, Math.min(at + step, bytes.length)), noSums());
    if (lost !== null) throw new Error(`${lost} is not there.`);
  }
  return { plan, bytes };
}
