import * as v from 'valibot';
import { decode, decodeQuery } from './decode.ts';
import { downloadUrl } from './downloads.ts';
import { missing } from './errors.ts';
import { isBetween, shownMeeting } from './meetings.ts';
import { PAGE, pageOf } from './paging.ts';
import type { Recorder, Recording } from './recorder.ts';
import { ActionBody, RECORDING_STATUSES, RecordingBody } from './recording-schema.ts';

const ORGANIZATION = { type: 'ORGANIZATION' } as const;

const RecordingQuery = v.strictObject({
  ...PAGE,
  meeting_id: v.optional(v.string()),
  search: v.optional(v.string()),
  status: v.optional(v.array(v.picklist(RECORDING_STATUSES))),
  expired: v.optional(v.picklist(['true', 'false'])),
  sort_by: v.optional(v.literal('invokedTime')),
  sort_order: v.optional(v.picklist(['ASC', 'DESC'])),
  start_time: v.optional(v.string()),
  end_time: v.optional(v.string()),
});

export function startRecording(recorder: Recorder, origin: string, body: unknown): object {
  const settings = decode(RecordingBody, body);
  return { data: shown(recorder.start(settings, { reason: 'API_CALL', caller: ORGANIZATION }), origin) };
}

export function getRecording(recorder: Recorder, origin: string, id: string): object {
  return { data: shown(recorder.require(id), origin) };
}

export function changeRecording(recorder: Recorder, origin: string, id: string, body: unknown): object {
  const { action } = decode(ActionBody, body);
  const recording = recorder.require(id);
  if (action === 'pause') recorder.pause(recording);
  else if (action === 'resume') recorder.resume(recording);
  else recorder.stop(recording, { reason: 'API_CALL', caller: ORGANIZATION });
  return { data: shown(recording, origin) };
}

export function getActiveRecording(recorder: Recorder, origin: string, meetingId: string): object {
  const [recording] = recorder.activeIn(meetingId);
  if (!recording) throw missing('Active recording');
  return { data: shown(recording, origin) };
}

export function listRecordings(recorder: Recorder, origin: string, params: URLSearchParams): object {
  const query = decodeQuery(RecordingQuery, params);
  const now = new Date();
  const found = [...recorder.recordings.values()].filter(
    ({ meeting, status, invokedAt, expiresAt }) =>
      meeting.id === (query.meeting_id ?? meeting.id) &&
      (query.status ?? [status]).includes(status) &&
      (query.expired === undefined || (query.expired === 'true') === (expiresAt !== null && expiresAt < now)) &&
      isBetween(invokedAt, query),
  );
  if (query.sort_order !== 'ASC') found.reverse();
  return pageOf(
    found.map((recording) => ({ ...shown(recording, origin), meeting: shownMeeting(recording.meeting) })),
    query,
  );
}

/** `<prefix>` or the meeting's title, and when it began. */
export function fileName({ settings, meeting, invokedAt }: Recording): string {
  const name = settings.file_name_prefix ?? meeting.settings.title ?? meeting.id;
  return `${name.replace(/[^\w-]+/g, '-')}_${invokedAt.getTime()}.mp4`;
}

/** Whole seconds, without the pauses. */
export function durationOf({ recorded, runningSince }: Recording): number {
  return Math.round((recorded + (runningSince === null ? 0 : Date.now() - runningSince)) / 1_000);
}

function shown(recording: Recording, origin: string): object {
  const { id, status, sessionId, file, expiresAt, invokedAt, startedAt, stoppedAt, startReason, stopReason } =
    recording;
  return {
    id,
    status,
    session_id: sessionId,
    download_url: downloadUrl(recording, origin),
    audio_download_url: null,
    download_url_expiry: expiresAt?.toISOString() ?? null,
    file_size: file?.length ?? null,
    output_file_name: fileName(recording),
    invoked_time: invokedAt.toISOString(),
    started_time: startedAt?.toISOString() ?? null,
    stopped_time: stoppedAt?.toISOString() ?? null,
    recording_duration: durationOf(recording),
    start_reason: startReason,
    ...(stopReason ? { stop_reason: stopReason } : {}),
    storage_config: null,
  };
}
