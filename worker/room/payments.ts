import { recordArrival, recordDeparture, recordInside } from '../domain/attendance.ts';
import { recordChatLine } from '../domain/chat.ts';
import { resumeSession, settleSession } from '../domain/completion.ts';
import { recordConsent } from '../domain/consent.ts';
import type { Ctx } from '../domain/context.ts';
import { recordHosted } from '../domain/hosted.ts';
import { enqueueReminders } from '../domain/mails.ts';
import { dropNote, recordNote } from '../domain/notes.ts';
import {
  markFinishing,
  markReopened,
  markRetried,
  noteProgress,
  openRecording,
  recordingFailed,
  recordingReady,
} from '../domain/recordings.ts';
import type { ReminderKind } from '../domain/reminders.ts';
import { markTrackReopened, markTrackRetried, noteTrackProgress, openTrack, settleTrack } from '../domain/tracks.ts';
import { recordingWithdrawn } from '../domain/withdrawal.ts';
import { logError } from '../lib/log.ts';
import { drainOutbox } from '../mail/drain.ts';
import type { Hall } from './hall.ts';
import type { Debt } from './ledger.ts';

/** D1 hiccups pass within seconds. ms */
const PAY_AGAIN_AFTER = 5_000;
/** Longer than D1 lets a query run: after this, whoever was paying is gone. ms */
const PAY_LEASE = 35_000;

/** Is something owed, and nobody has just tried, or is trying. */
export function isPayDue(hall: Hall): boolean {
  const { payAt } = hall.store.life();
  return hall.ledger.next() !== null && (payAt === null || payAt <= hall.now());
}

/** A Room that has just woken is paying nobody, whatever it was doing before. */
export function forgetPaying(hall: Hall): void {
  if (hall.store.life().payAt !== null) hall.store.live({ payAt: null });
}

/** Writes what is owed to D1, in order, until nothing is owed or D1 fails. */
export async function pay(hall: Hall): Promise<void> {
  // Should the Room be evicted on the way, this is when the alarm takes it up again.
  hall.store.live({ payAt: hall.now() + PAY_LEASE });
  for (let owed = hall.ledger.next(); owed; owed = hall.ledger.next()) {
    try {
      await payOne(hall, hall.domain(owed.at), owed.debt);
    } catch (error) {
      logError('room_debt_unpaid', error, { session: hall.sessionId, what: owed.debt.what });
      hall.store.live({ payAt: hall.now() + PAY_AGAIN_AFTER });
      return;
    }
    hall.ledger.paid(owed.id);
  }
  hall.store.live({ payAt: null });
}

/** Each is harmless when done twice: the Room may be evicted between doing it and knowing it. */
function payOne(hall: Hall, ctx: Ctx, debt: Debt): Promise<void> {
  const { sessionId } = hall;
  switch (debt.what) {
    case 'came':
      return recordArrival(ctx, sessionId, debt.stay);
    case 'went':
      return recordDeparture(ctx, sessionId, debt.stay, debt.why);
    case 'inside':
      return recordInside(ctx, sessionId, debt.count);
    case 'consented':
      return recordConsent(ctx, sessionId, debt.consent);
    case 'settled':
      return settleSession(ctx, sessionId, debt.settlement);
    case 'resumed':
      return resumeSession(ctx, sessionId, debt.byName);
    case 'reminders':
      return mailReminders(hall, debt.kind, debt.scheduleVersion);
    case 'chat':
      return recordChatLine(ctx, sessionId, debt.seatId, debt.line);
    case 'note':
      return recordNote(ctx, sessionId, debt.memberId, debt.note);
    case 'unnote':
      return dropNote(ctx, sessionId, debt.id);
    case 'hosted':
      return recordHosted(ctx, sessionId, debt);
    case 'recording_started':
      return openRecording(ctx, hall.facts(), debt.recording, ctx.now, debt.byName);
    case 'track_started':
      return openTrack(ctx, debt.track);
    case 'track_settled':
      return settleTrack(ctx, debt.track, debt.file, debt.reason);
    case 'track_percent':
      return noteTrackProgress(ctx, debt.track, debt.percent);
    case 'track_retried':
      return markTrackRetried(ctx, sessionId, debt.track, debt.byName);
    case 'track_reopened':
      return markTrackReopened(ctx, sessionId, debt.track);
    case 'recording_finishing':
      return markFinishing(ctx, debt.recording);
    case 'recording_withdrawn':
      return recordingWithdrawn(ctx, debt.recording);
    case 'recording_percent':
      return noteProgress(ctx, debt.recording, debt.percent);
    case 'recording_retried':
      return markRetried(ctx, sessionId, debt.recording, debt.byName);
    case 'recording_reopened':
      return markReopened(ctx, sessionId, debt.recording);
    case 'recording_ready':
      return recordingReady(ctx, debt.recording, debt.file);
    case 'recording_failed':
      return recordingFailed(ctx, debt.recording, debt.reason);
    default:
      return debt satisfies never;
  }
}

/** Into the outbox now, not when it was due; what this drain does not take along, the minute cron does. */
async function mailReminders(hall: Hall, kind: ReminderKind, scheduleVersion: number): Promise<void> {
  const ctx = hall.domain(hall.now());
  await enqueueReminders(ctx, hall.sessionId, kind, scheduleVersion);
  hall.later(drainOutbox(ctx).catch((error: unknown) => logError('room_drain_failed', error)));
}
