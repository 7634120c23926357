import type { TrackKind } from '../track-sums.ts';
import type { Head } from './head.ts';
import { parseHead } from './head.ts';
import type { Gap, Piece, StoredFragment } from './layout.ts';
import { Layout } from './layout.ts';
import { pairsOf, spanMs } from './span.ts';
import { trimPairs } from './trim.ts';
import { buildHead } from './write-head.ts';

/** What one recorder handed over: its head (fragment 0), and tables of the fragments that landed, in order. */
export interface SegmentSource {
  /** The zero of its own clock, UTC ms. */
  beganAtMs: number;
  /** What it holds of later is left out. */
  endsAtMs?: number;
  head: Uint8Array;
  /** May be called more than once. */
  fragments(): Iterable<StoredFragment & { table: Uint8Array }>;
}

/** The finished file as a list of pieces, each a range of a stored object or bytes of its own. */
export interface CopyPlan {
  pieces: Piece[];
  /** Length of the whole file. */
  bytes: number;
  durationMs: number;
  /** The instant of the file's first frame, UTC ms. */
  zeroAtMs: number;
  gaps: Gap[];
  /** How many packets each track has. */
  samples: Record<TrackKind, number>;
}

/** A segment that has something to show. */
interface Segment extends SegmentSource {
  parsed: Head;
  /** Where its media begins, ms of its own clock. */
  firstMs: number;
}

/**
 * Plans one progressive mp4 out of all segments. The same input gives the same plan, to the byte. Holes are closed by
 * stretching the sample before them, so that time in the file is time in the Session. Null when nothing can be shown.
 * `besideMs`: it is one person's track, and its file begins with the recording it lies beside, at that instant (UTC ms): what came
 * before is left out, and silence and a still picture stand where there was nothing.
 */
export function planCopy(sources: SegmentSource[], besideMs: number | null = null): CopyPlan | null {
  const segments = withoutOutrun(sources.flatMap(usableSegment));
  const [first] = segments;
  if (!first) return null;
  const zeroMs = besideMs ?? startOf(first);
  const layout = new Layout({ inBand: segments.length > 1, fromZero: besideMs !== null });
  segments.forEach((segment, i) => {
    const next = segments[i + 1];
    // A recorder goes on until the next one has begun, or into its spool while it has no network: one of the two is enough.
    const endsAtMs = Math.min(next ? startOf(next) : Infinity, segment.endsAtMs ?? Infinity);
    const untilMs = endsAtMs - segment.beganAtMs;
    const fromMs = Math.max(segment.firstMs, zeroMs - segment.beganAtMs);
    const originMs = Math.max(segment.beganAtMs - zeroMs, layout.endMs - fromMs);
    if (i > 0) layout.beginSegment();
    for (const { table, ...stored } of segment.fragments()) {
      const pairs = trimPairs(pairsOf(table, segment.parsed), fromMs, untilMs);
      if (spanMs(pairs)) layout.addFragment(stored, pairs, originMs);
    }
  });
  if (besideMs !== null) layout.holdLastPicture();
  return layout.tables.length === 0 ? null : finishPlan(layout, zeroMs);
}

/** The instant of the first thing it shows, UTC ms. */
const startOf = ({ beganAtMs, firstMs }: Segment): number => beganAtMs + firstMs;

/** A recorder so slow to begin that the next one had begun by then has nothing to add. */
function withoutOutrun(segments: Segment[]): Segment[] {
  let next = Infinity;
  const kept = segments.toReversed().filter((segment) => {
    const isOutrun = startOf(segment) >= next;
    next = Math.min(next, startOf(segment));
    return !isOutrun;
  });
  return kept.toReversed();
}

function usableSegment(source: SegmentSource): Segment[] {
  const parsed = parseHead(source.head);
  for (const { table } of source.fragments()) {
    const span = spanMs(pairsOf(table, parsed));
    if (span) return [{ ...source, parsed, firstMs: span.startMs }];
  }
  return [];
}

function finishPlan(layout: Layout, zeroMs: number): CopyPlan {
  const count = (kind: TrackKind) => layout.tables.find(({ head }) => head.kind === kind)?.sizes.length ?? 0;
  const head = buildHead(layout.tables, layout.dataBytes);
  return {
    pieces: [
      { at: 0, bytes: head.length, from: { data: head }, track: null },
      ...layout.pieces.map((piece) => ({ ...piece, at: piece.at + head.length })),
    ],
    bytes: head.length + layout.dataBytes,
    durationMs: Math.round(layout.endMs),
    zeroAtMs: Math.round(zeroMs),
    gaps: layout.gaps,
    samples: { video: count('video'), audio: count('audio') },
  };
}
