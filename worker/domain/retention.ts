import { DAY, RETENTION_NOTICE } from '../../wire/limits.ts';

export interface Retained {
  /** The Study was closed at; null: it is open, and nothing falls due. UTC ms. */
  closedAt: number | null;
  /** Its own retention, or else the workspace's. */
  days: number;
  /** When the last of its notices for this date left; null: none has. UTC ms. */
  noticedAt: number | null;
}

/** When a Study's recordings fall due by the rule alone (PRODUCT.md, Recordings). UTC ms; null: never. */
export const dueAt = ({ closedAt, days }: Omit<Retained, 'noticedAt'>): number | null =>
  closedAt === null ? null : closedAt + days * DAY;

/** Until when they are kept: never less than 7 days after the notice, and a notice that has not left leaves now at the earliest. */
export function keptUntil(retained: Retained, now: number): number | null {
  const due = dueAt(retained);
  return due === null ? null : Math.max(due, (retained.noticedAt ?? now) + RETENTION_NOTICE);
}
