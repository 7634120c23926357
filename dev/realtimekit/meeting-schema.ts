import * as v from 'valibot';
import { FileSettings } from './recording-schema.ts';

const Flag = v.optional(v.boolean());
const AiConfig = v.strictObject({
  transcription: v.optional(
    v.strictObject({
      keywords: v.optional(v.array(v.string())),
      language: v.optional(v.picklist(['en-US', 'en-IN', 'de', 'hi', 'sv', 'ru', 'pl', 'el', 'fr', 'nl'])),
      profanity_filter: Flag,
    }),
  ),
  summarization: v.optional(
    v.strictObject({
      word_limit: v.optional(v.number()),
      text_format: v.optional(v.picklist(['plain_text', 'markdown'])),
      summary_type: v.optional(v.string()),
    }),
  ),
});
const RecordingConfig = v.strictObject({
  ...FileSettings,
  live_streaming_config: v.optional(v.strictObject({ rtmp_url: v.optional(v.string()) })),
});

const settings = {
  persist_chat: Flag,
  session_keep_alive_time_in_secs: v.optional(v.number()),
  summarize_on_end: Flag,
  transcribe_on_end: Flag,
  ai_config: v.optional(AiConfig),
  recording_config: v.optional(RecordingConfig),
};

export const MeetingBody = v.strictObject({
  ...settings,
  title: v.optional(v.nullable(v.string())),
  record_on_start: v.optional(v.nullable(v.boolean())),
  live_stream_on_start: v.optional(v.nullable(v.boolean())),
});
export const MeetingPatch = v.strictObject({
  ...settings,
  title: v.optional(v.string()),
  record_on_start: Flag,
  live_stream_on_start: Flag,
  status: v.optional(v.picklist(['ACTIVE', 'INACTIVE'])),
});
export type MeetingBody = v.InferOutput<typeof MeetingBody>;
