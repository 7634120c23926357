import { AppError } from '../../../wire/errors.ts';
import { logError } from '../../lib/log.ts';
import type { KitRecording, KitService } from '../../media/kit-port.ts';
import type { Hall } from '../hall.ts';
import type { Cloud, Recording } from '../recording-director.ts';
import { sceneOf, showRecording } from '../recording-shown.ts';
import { addErrands } from './errands.ts';
import { beginFetching } from './fetching.ts';
import { restsWith } from './pauses.ts';
import { meetingOf } from './place.ts';

/** How often the service is asked whether it still records, ms; its webhooks make us ask at once. */
const LOOK_EVERY = 30_000;
/** Pauses after calls that failed, ms. */
const AGAIN_AFTER = [500, 2_000, 5_000, 15_000];
/** A recorder of the service that gave up is replaced so often in a Session; after that a Researcher has been told enough. */
const RECORDERS_MAX = 3;

/** Brings the service's recorder to what our rules say (PRODUCT.md, Recordings), and shows everybody how it stands. */
export function directCloud(hall: Hall): void {
  const scene = sceneOf(hall);
  const host = scene.researchers.find((one) => !one.away);
  if (scene.recording === null && scene.automatic && scene.participantConsents && host) {
    beginCloud(hall, hall.store.seat(host.seat)?.name ?? '');
  }
  showRecording(hall);
}

/** `byName`: who had it begun. */
export function beginCloud(hall: Hall, byName: string): void {
  const now = hall.now();
  const id = crypto.randomUUID();
  const cloud: Cloud = { id: null, tried: 0, at: now };
  const fresh = {
    id,
    startedAt: now,
    phase: 'on',
    recorder: null,
    segments: [],
    resting: [],
    stoppedAt: null,
  } as const;
  hall.ledger.owe({ what: 'recording_started', recording: id, byName }, now);
  hall.store.live({ recording: { ...fresh, segments: [], resting: [], cloud } });
  look(hall);
}

/** A Researcher pauses or stops, or (null) goes on. One file comes of it: also a stop is a pause at the service. */
export function restCloud(hall: Hall, recording: Recording, as: 'paused' | 'stopped' | null): void {
  hall.store.live({ recording: { ...recording, rests: as } });
  look(hall);
}

/** The meeting is over. Nobody's browser has anything to hand over. */
export function stopCloud(hall: Hall, recording: Recording): null {
  hall.store.live({ recording: { ...recording, phase: 'stopping', stoppedAt: hall.now() } });
  look(hall);
  showRecording(hall);
  return null;
}

/** Nobody is to have it: stopped, and not fetched. What the service keeps of it for 7 days is not ours to delete. */
export function haltCloud(hall: Hall, { id }: Cloud): void {
  if (id !== null) addErrands(hall, { what: 'stop_recording', id });
}

/** When the recorder is to be looked after; null: there is none. */
export function cloudAt(hall: Hall): number | null {
  const { recording } = hall.store.life();
  return recording?.cloud && isLive(recording) ? recording.cloud.at : null;
}

/** Now, and not when it was planned. */
export function look(hall: Hall): void {
  const { recording } = hall.store.life();
  if (recording) change(hall, recording.id, { at: hall.now() });
  hall.later(tendCloud(hall));
}

const isLive = ({ phase }: Recording) => phase === 'on' || phase === 'stopping';

/** One call after the other, until the recorder is what it should be. */
export function tendCloud(hall: Hall): Promise<void> {
  return hall.queues.run('cloud', async () => {
    const { media } = hall;
    if (media.kind !== 'kit') return;
    while ((cloudAt(hall) ?? Infinity) <= hall.now()) {
      const { recording } = hall.store.life();
      if (!recording?.cloud) return;
      await tend(hall, media.kit, recording, recording.cloud);
    }
    showRecording(hall);
  });
}

async function tend(hall: Hall, kit: KitService, recording: Recording, cloud: Cloud): Promise<void> {
  try {
    await advance(hall, kit, recording, cloud);
    const now = hall.store.life().recording;
    // Something else is wanted of it by now.
    const isStale = now?.phase !== recording.phase || now.rests !== recording.rests;
    change(hall, recording.id, { tried: 0, at: hall.now() + (isStale ? 0 : LOOK_EVERY) });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { tried } = cloud;
    logError('cloud_recorder_failed', error, { session: hall.sessionId, recording: recording.id, tried });
    const pause = AGAIN_AFTER[Math.min(tried, AGAIN_AFTER.length - 1)] ?? 0;
    change(hall, recording.id, { tried: tried + 1, at: hall.now() + pause });
    showRecording(hall);
  }
}

/** The one call that brings it nearer to what it should be. */
async function advance(hall: Hall, kit: KitService, recording: Recording, cloud: Cloud): Promise<void> {
  const { id } = cloud;
  if (id === null) return recording.phase === 'stopping' ? neverBegan(hall, recording) : start(hall, kit, recording);
  const found = await kit.readRecording(id);
  const isOver = found.status !== 'INVOKED' && found.status !== 'RECORDING' && found.status !== 'PAUSED';
  if (isOver) return ended(hall, recording, id, found);
  if (recording.phase === 'stopping') {
    await kit.changeRecording(id, 'stop');
    return ended(hall, recording, id, found);
  }
  const isPaused = found.status === 'PAUSED';
  const mustPause = Boolean(recording.rests);
  if (isPaused !== mustPause) await kit.changeRecording(id, mustPause ? 'pause' : 'resume');
  change(hall, recording.id, { rests: restsWith(cloud.rests ?? [], mustPause, hall.now()) });
}

async function start(hall: Hall, kit: KitService, recording: Recording): Promise<void> {
  const meeting = await meetingOf(hall, kit);
  const id = await kit.startRecording(meeting, recording.id).catch(async (error: unknown) => {
    // Begun before, by a call whose answer never came: it goes on as ours.
    const known = new Set(hall.copies.all().map((copy) => copy.kitId));
    const living = (await kit.listRecordings(meeting)).find(
      (one) => !known.has(one.id) && ['INVOKED', 'RECORDING', 'PAUSED'].includes(one.status),
    );
    if (!living) throw error;
    return living.id;
  });
  const now = hall.store.life().recording;
  if (now?.id !== recording.id || !now.cloud || !isLive(now)) {
    // Withdrawn while it began.
    return addErrands(hall, { what: 'stop_recording', id });
  }
  hall.store.live({ recording: { ...now, startedAt: hall.now(), cloud: { ...now.cloud, id } } });
  showRecording(hall);
}

/** The service has stopped, by our word or by itself. While the room is open, the next one may begin. */
function ended(hall: Hall, recording: Recording, kitId: string, found: KitRecording): void {
  const now = hall.store.life().recording;
  if (now?.id !== recording.id) return;
  hall.ledger.owe({ what: 'recording_finishing', recording: recording.id }, hall.now());
  const { id, startedAt: askedAt } = recording;
  const startedAt = found.startedAt ?? askedAt;
  beginFetching(hall, { recording: id, kitId, startedAt, askedAt, rests: now.cloud?.rests ?? [] });
  const { kit } = hall.store.life();
  const failedRecordings = kit.failedRecordings + (found.status === 'ERRORED' ? 1 : 0);
  const isForGood = now.phase === 'stopping' || failedRecordings >= RECORDERS_MAX;
  hall.store.live({
    recording: isForGood ? { ...now, phase: 'finishing', cloud: null } : null,
    kit: { ...kit, failedRecordings },
  });
  if (!isForGood) directCloud(hall);
  showRecording(hall);
}

function neverBegan(hall: Hall, recording: Recording): void {
  const reason = 'The recording service did not begin to record before the Session was over.';
  hall.ledger.owe({ what: 'recording_failed', recording: recording.id, reason }, hall.now());
  hall.store.live({ recording: { ...recording, phase: 'done', cloud: null }, finishAt: hall.now() });
}

/** Of this recording, while the service's recorder is at it. */
function change(hall: Hall, id: string, cloud: Partial<Cloud>): void {
  const { recording } = hall.store.life();
  if (recording?.id === id && recording.cloud)
    hall.store.live({ recording: { ...recording, cloud: { ...recording.cloud, ...cloud } } });
}
