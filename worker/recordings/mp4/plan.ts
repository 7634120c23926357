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
 */
export function planCopy(sources: SegmentSource[]): CopyPlan | null {
  const segments = withoutOutrun(sources.flatMap(usableSegment));
  const [first] = segments;
  if (!first) return null;
  const zeroMs = startOf(first);
  const layout = new Layout({ inBand: segments.length > 1 });
  segments.forEach((segment, i) => {
    const next = segments[i + 1];
    // A recorder goes on until the next one has begun, or into its spool while it has no network: one of the two is enough.
    const untilMs = next ? startOf(next) - segment.beganAtMs : Infinity;
    const originMs = Math.max(segment.beganAtMs - zeroMs, layout.endMs - segment.firstMs);
    if (i > 0) layout.beginSegment();
    for (const { table, ...stored } of segment.fragments()) {
      const pairs = trimPairs(pairsOf(table, segment.parsed), untilMs);
      if (spanMs(pairs)) layout.addFragment(stored, pairs, originMs);
    }
  });
  return finishPlan(layout, zeroMs);
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
