import { DAY } from '../../../wire/limits.ts';
import { logError } from '../../lib/log.ts';
import type { KitRecording, KitService } from '../../media/kit-port.ts';
import { abortUpload } from '../../recordings/erase.ts';
import { fetchParts, NOTHING_FETCHED } from '../../recordings/fetch-file.ts';
import { PART_BYTES } from '../../recordings/copy.ts';
import { fileKey, recordingBase } from '../../recordings/keys.ts';
import type { Hall } from '../hall.ts';
import { FILES } from '../queues.ts';
import { showRecording } from '../recording-shown.ts';
import { zeroOf, type Copy } from './copies.ts';
import { lengthOf, pausesIn } from './pauses.ts';

/** Pauses between looks at a recording that is not there yet, ms; the last one again and again. A webhook makes us look at once. */
const LOOK_AGAIN_AFTER = [5_000, 10_000, 30_000, 60_000, 300_000];
/** The service keeps files for 7 days: after this long there is nothing left to try. */
const GIVE_UP_AFTER = 6.5 * DAY;

/** The service is to have stopped recording: its file is fetched from now on, step by step in the alarm. */
export function beginFetching(
  hall: Hall,
  made: Pick<Copy, 'recording' | 'kitId' | 'startedAt' | 'askedAt' | 'rests'>,
): void {
  const now = hall.now();
  hall.copies.save({ ...made, stoppedAt: now, state: 'waiting', file: NOTHING_FETCHED, looks: 0, at: now });
}

/** The next step of every file that is due. */
export function fetchDue(hall: Hall): Promise<void> {
  return hall.queues.run(FILES, async () => {
    const { media } = hall;
    if (media.kind !== 'kit') return;
    for (const copy of hall.copies.all()) {
      if (copy.at !== null && copy.at <= hall.now()) await step(hall, media.kit, copy);
    }
  });
}

async function step(hall: Hall, kit: KitService, copy: Copy): Promise<void> {
  try {
    const found = await kit.readRecording(copy.kitId);
    if (found.status === 'ERRORED') return fail(hall, copy, 'The recording service could not record this Session.');
    if (found.status !== 'UPLOADED' || found.downloadUrl === null) return lookAgain(hall, copy);
    await fetchSome(hall, copy, found, found.downloadUrl);
  } catch (error) {
    logError('recording_not_fetched', error, { session: hall.sessionId, recording: copy.recording, looks: copy.looks });
    lookAgain(hall, hall.copies.get(copy.recording) ?? copy);
  }
}

async function fetchSome(hall: Hall, copy: Copy, found: KitRecording, url: string): Promise<void> {
  const base = recordingBase(hall.sessionId, copy.recording);
  let mine: Copy = { ...copy, state: 'copying', looks: 0 };
  const { done, state } = await fetchParts(
    hall.env.RECORDINGS,
    base,
    { url, bytes: found.fileSize },
    copy.file,
    (file) => hall.copies.save((mine = { ...mine, file })),
  );
  const now = hall.now();
  if (!done) {
    const share = (state.parts.length * PART_BYTES) / (state.bytes ?? 1);
    const percent = Math.min(99, Math.floor(100 * share));
    hall.ledger.owe({ what: 'recording_percent', recording: copy.recording, percent }, now);
    return hall.copies.save({ ...mine, at: now });
  }
  const startedAt = found.startedAt ?? copy.startedAt;
  const made = { startedAt, stoppedAt: found.stoppedAt ?? copy.stoppedAt, durationMs: found.durationMs };
  const { rests = [] } = copy;
  const file = {
    objectKey: fileKey(base),
    durationMs: lengthOf(rests, made),
    bytes: state.bytes ?? 0,
    gaps: pausesIn(rests, made),
    zeroAtMs: startedAt,
  };
  hall.ledger.owe({ what: 'recording_ready', recording: copy.recording, file }, now);
  settle(hall, { ...mine, startedAt, state: 'done', at: null });
}

function lookAgain(hall: Hall, copy: Copy): void {
  const now = hall.now();
  if (now - copy.stoppedAt > GIVE_UP_AFTER) {
    return fail(hall, copy, 'The recording service did not hand the file over while it kept it.');
  }
  const pause = LOOK_AGAIN_AFTER[Math.min(copy.looks, LOOK_AGAIN_AFTER.length - 1)] ?? 0;
  hall.copies.save({ ...copy, looks: copy.looks + 1, at: now + pause });
}

function fail(hall: Hall, copy: Copy, reason: string): void {
  hall.ledger.owe({ what: 'recording_failed', recording: copy.recording, reason }, hall.now());
  settle(hall, { ...copy, state: 'failed', at: null });
}

function settle(hall: Hall, copy: Copy): void {
  hall.copies.save(copy);
  const { recording } = hall.store.life();
  if (recording?.id === copy.recording) hall.store.live({ recording: { ...recording, phase: 'done' } });
  // Each person's own track begins with the service's file, and is made after it.
  hall.shelf.begin(copy.recording, zeroOf(copy), recordingBase(hall.sessionId, copy.recording));
  hall.store.live({ finishAt: hall.now() });
  showRecording(hall);
}

/** 'Try again': what failed is looked for once more. False when it did not fail. */
export function retryFetching(hall: Hall, id: string, byName: string): boolean {
  const copy = hall.copies.get(id);
  if (copy?.state !== 'failed') return false;
  const now = hall.now();
  hall.ledger.owe({ what: 'recording_retried', recording: id, byName }, now);
  hall.copies.save({ ...copy, state: 'waiting', file: NOTHING_FETCHED, looks: 0, at: now });
  return true;
}

/** The service has said something new: every file that is awaited is looked for at once. */
export function lookNow(hall: Hall): void {
  for (const copy of hall.copies.all()) if (copy.at !== null) hall.copies.save({ ...copy, looks: 0, at: hall.now() });
}

/** It was deleted: nothing of it is fetched any more. Runs inside the line of files. */
export async function forgetCopy(hall: Hall, id: string): Promise<void> {
  const copy = hall.copies.get(id);
  const upload = copy?.file.upload ?? null;
  if (upload !== null && copy?.state !== 'done') {
    await abortUpload(hall.env.RECORDINGS, recordingBase(hall.sessionId, id), upload);
  }
  hall.copies.forget(id);
}
