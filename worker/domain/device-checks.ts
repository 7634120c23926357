import { and, desc, eq, notInArray, sql } from 'drizzle-orm';
import { AppError } from '../../wire/errors.ts';
import type { DeviceCheckResult } from '../../wire/http.ts';
import { deviceChecks } from '../db/schema.ts';
import { randomId } from '../lib/random.ts';
import type { Ctx } from './context.ts';
import { findSeatSession } from './found-session.ts';
import type { Seat } from './seats.ts';

/** What a Researcher reads is the newest; a few before it tell support whether a device got better or worse. */
const CHECKS_KEPT = 5;

/** Keeps what the Participant's pre-call check found, while the Session is still to come. AppError `link_dead`, `not_scheduled`. */
export async function keepDeviceCheck(ctx: Ctx, seat: Seat, result: DeviceCheckResult): Promise<void> {
  const { session } = await findSeatSession(ctx, seat);
  if (session.status !== 'scheduled') throw new AppError('not_scheduled');
  const { db, now } = ctx;
  const ofSession = eq(deviceChecks.sessionId, session.id);
  const newest = db
    .select({ id: deviceChecks.id })
    .from(deviceChecks)
    .where(ofSession)
    .orderBy(desc(deviceChecks.at), sql`rowid desc`)
    .limit(CHECKS_KEPT);
  await db.batch([
    db.insert(deviceChecks).values({ id: randomId(), sessionId: session.id, seatId: seat.id, at: now, result }),
    db.delete(deviceChecks).where(and(ofSession, notInArray(deviceChecks.id, newest))),
  ]);
}
