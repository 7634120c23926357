import { and, eq, isNull } from 'drizzle-orm';
import type { Role } from '../../wire/words.ts';
import { attendance, sessions } from '../db/schema.ts';
import type { Ctx } from './context.ts';
import { noteTimelineIfChanged } from './timeline.ts';

/** One stay in the Room, from the Room itself, never from a client's word (PRODUCT.md, Completion). UTC ms. */
export interface Stay {
  seatId: string;
  role: Role;
  name: string;
  cameAt: number;
}

/** Somebody came in; `ctx.now` is when. Doing it twice changes nothing. */
export async function recordArrival(ctx: Ctx, sessionId: string, stay: Stay): Promise<void> {
  await ctx.db.batch([
    ctx.db
      .insert(attendance)
      .values({ sessionId, ...stay })
      .onConflictDoNothing(),
    noteTimelineIfChanged(ctx, sessionId, 'joined', stay.name, { role: stay.role }),
  ]);
}

/** Somebody went at `ctx.now`. `why` as in wire/room.ts GoneWhy. Doing it twice changes nothing. */
export async function recordDeparture(ctx: Ctx, sessionId: string, stay: Stay, why: string): Promise<void> {
  const isThisStay = and(
    eq(attendance.sessionId, sessionId),
    eq(attendance.seatId, stay.seatId),
    eq(attendance.cameAt, stay.cameAt),
    isNull(attendance.wentAt),
  );
  await ctx.db.batch([
    ctx.db.update(attendance).set({ wentAt: ctx.now }).where(isThisStay),
    noteTimelineIfChanged(ctx, sessionId, 'left', stay.name, { role: stay.role, why }),
  ]);
}

/** How many are in the Room now: what makes a Session 'Live' on the dashboard. */
export async function recordInside(ctx: Ctx, sessionId: string, inside: number): Promise<void> {
  await ctx.db.update(sessions).set({ inside }).where(eq(sessions.id, sessionId));
}
