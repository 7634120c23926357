import * as v from 'valibot';
import { Anything, callKit, unlessGone, type KitAccount, type Method } from './kit-api.ts';
import type { KitRecording, KitService } from './kit-port.ts';

/** A Session's meeting outlives a moment in which everybody is out: its recording goes on in the same file. Seconds. */
const KEEP_ALIVE_SECONDS = 60;
/** A Session is at most 4 h and stays open 2 h more; recorders stop by themselves after this. Seconds. */
const RECORDING_MAX_SECONDS = 7 * 60 * 60;
/** As with `sfu`: one size of file, whoever made it. */
const VIDEO = { codec: 'H264', width: 1280, height: 720 } as const;
const AUDIO = { codec: 'AAC', channel: 'stereo' } as const;

const id = v.pipe(v.string(), v.minLength(1));
const Made = v.object({ id });
const Person = v.object({ id, token: id });

const instant = v.optional(
  v.nullable(
    v.pipe(
      v.string(),
      v.transform((text) => Date.parse(text)),
    ),
  ),
);
const Recording = v.object({
  id,
  status: v.picklist(['INVOKED', 'RECORDING', 'PAUSED', 'UPLOADING', 'UPLOADED', 'ERRORED']),
  download_url: v.optional(v.nullable(v.string())),
  file_size: v.optional(v.nullable(v.number())),
  started_time: instant,
  stopped_time: instant,
  /** Seconds. */
  recording_duration: v.optional(v.nullable(v.number())),
});

/** The media port on RealtimeKit's REST API (or its stand-in, dev/realtimekit). */
export function createKit(account: KitAccount, baseUri: string): KitService {
  const call = <Schema extends v.GenericSchema>(method: Method, path: string, schema: Schema, body?: unknown) =>
    callKit(account, method, path, schema, body);
  return {
    baseUri,

    async openMeeting(title) {
      const meeting = {
        title,
        record_on_start: false,
        persist_chat: false,
        session_keep_alive_time_in_secs: KEEP_ALIVE_SECONDS,
      };
      return (await call('POST', '/meetings', Made, meeting)).id;
    },

    async closeMeeting(meeting) {
      await call('PATCH', `/meetings/${meeting}`, Anything, { status: 'INACTIVE' });
      // Nobody in it, no session to be kicked from.
      await unlessGone(call('POST', `/meetings/${meeting}/active-session/kick-all`, Anything, {}));
    },

    addPerson: (meeting, { name, customId, preset }) =>
      call('POST', `/meetings/${meeting}/participants`, Person, {
        name,
        custom_participant_id: customId,
        preset_name: preset,
      }),

    async removePerson(meeting, person) {
      // The token first: whoever is kicked with a good token comes back by themselves.
      await unlessGone(call('DELETE', `/meetings/${meeting}/participants/${person}`, Anything));
      const kicked = { participant_ids: [person] };
      await unlessGone(call('POST', `/meetings/${meeting}/active-session/kick`, Anything, kicked));
    },

    async startRecording(meeting, filePrefix) {
      const wish = {
        meeting_id: meeting,
        file_name_prefix: filePrefix,
        max_seconds: RECORDING_MAX_SECONDS,
        video_config: VIDEO,
        audio_config: AUDIO,
        realtimekit_bucket_config: { enabled: true },
      };
      return (await call('POST', '/recordings', Made, wish)).id;
    },

    async changeRecording(recording, action) {
      await call('PUT', `/recordings/${recording}`, Anything, { action });
    },

    readRecording: async (recording) => toRecording(await call('GET', `/recordings/${recording}`, Recording)),

    async listRecordings(meeting) {
      const query = new URLSearchParams({ meeting_id: meeting, sort_by: 'invokedTime', sort_order: 'DESC' });
      return (await call('GET', `/recordings?${query.toString()}`, v.array(Recording))).map(toRecording);
    },
  };
}

const toRecording = (found: v.InferOutput<typeof Recording>): KitRecording => ({
  id: found.id,
  status: found.status,
  downloadUrl: found.download_url ?? null,
  fileSize: found.file_size ?? null,
  startedAt: found.started_time ?? null,
  stoppedAt: found.stopped_time ?? null,
  durationMs: found.recording_duration == null ? null : found.recording_duration * 1000,
});
