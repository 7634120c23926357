import * as v from 'valibot';

/** Documented limits of `max_seconds`. */
const SHORTEST = 60;
const LONGEST = 86_400;

const Flag = v.optional(v.boolean());
const Text = v.optional(v.string());
const Size = v.optional(v.number());

const Storage = v.strictObject({
  type: v.optional(v.picklist(['aws', 'azure', 'digitalocean', 'gcs', 'sftp', 'cloudflare'])),
  access_key: Text,
  secret: Text,
  bucket: Text,
  region: Text,
  path: Text,
  account_id: Text,
  auth_method: v.optional(v.picklist(['KEY', 'PASSWORD'])),
  host: Text,
  port: Size,
  username: Text,
  password: Text,
  private_key: Text,
});

/** What a meeting's `recording_config` and a recording of its own have in common. */
export const FileSettings = {
  max_seconds: v.optional(v.pipe(v.number(), v.minValue(SHORTEST), v.maxValue(LONGEST))),
  file_name_prefix: Text,
  audio_config: v.optional(
    v.strictObject({
      codec: v.optional(v.picklist(['MP3', 'AAC'])),
      channel: v.optional(v.picklist(['mono', 'stereo'])),
      export_file: Flag,
    }),
  ),
  video_config: v.optional(
    v.strictObject({
      codec: v.optional(v.picklist(['H264', 'VP8', 'VP9'])),
      width: Size,
      height: Size,
      export_file: Flag,
      watermark: v.optional(
        v.strictObject({
          url: Text,
          size: v.optional(v.strictObject({ height: Size, width: Size })),
          position: v.optional(v.picklist(['left top', 'right top', 'left bottom', 'right bottom'])),
        }),
      ),
    }),
  ),
  realtimekit_bucket_config: v.optional(v.strictObject({ enabled: v.boolean() })),
  storage_config: v.optional(v.nullable(Storage)),
};

export const RecordingBody = v.strictObject({
  ...FileSettings,
  meeting_id: v.pipe(v.string(), v.uuid()),
  allow_multiple_recordings: Flag,
  interactive_config: v.optional(v.strictObject({ type: v.optional(v.literal('ID3')) })),
  rtmp_out_config: v.optional(v.strictObject({ rtmp_url: Text })),
  url: Text,
});
export type RecordingBody = v.InferOutput<typeof RecordingBody>;

export const ActionBody = v.strictObject({ action: v.picklist(['stop', 'pause', 'resume']) });

export const RECORDING_STATUSES = ['INVOKED', 'RECORDING', 'PAUSED', 'UPLOADING', 'UPLOADED', 'ERRORED'] as const;
export type RecordingStatus = (typeof RECORDING_STATUSES)[number];
