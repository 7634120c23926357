import * as v from 'valibot';

const Bool = v.boolean();
const Text = v.string();
const Quality = v.picklist(['hd', 'vga', 'qvga', 'fhd', 'uhd']);
const Produce = v.strictObject({ can_produce: v.picklist(['ALLOWED', 'NOT_ALLOWED', 'CAN_REQUEST']) });

const Config = v.strictObject({
  view_type: v.picklist(['GROUP_CALL', 'WEBINAR', 'AUDIO_ROOM', 'LIVESTREAM']),
  max_screenshare_count: v.number(),
  max_video_streams: v.strictObject({ desktop: v.number(), mobile: v.number() }),
  media: v.strictObject({
    audio: v.optional(v.strictObject({ enable_high_bitrate: v.optional(Bool), enable_stereo: v.optional(Bool) })),
    video: v.strictObject({ quality: Quality, frame_rate: v.number(), simulcast: v.optional(Bool) }),
    screenshare: v.strictObject({ quality: Quality, frame_rate: v.number() }),
  }),
  livestream_viewer_qualities: v.optional(v.nullable(v.array(v.number()))),
});

const Permissions = v.strictObject({
  accept_waiting_requests: Bool,
  accept_stage_requests: v.optional(Bool),
  can_accept_production_requests: Bool,
  can_change_participant_permissions: Bool,
  can_edit_display_name: Bool,
  can_livestream: Bool,
  can_record: Bool,
  can_spotlight: Bool,
  chat: v.strictObject({
    public: v.strictObject({ can_send: Bool, text: Bool, files: Bool }),
    private: v.strictObject({ can_send: Bool, can_receive: Bool, text: Bool, files: Bool }),
  }),
  connected_meetings: v.strictObject({
    can_alter_connected_meetings: Bool,
    can_switch_connected_meetings: Bool,
    can_switch_to_parent_meeting: Bool,
  }),
  disable_participant_audio: Bool,
  disable_participant_screensharing: Bool,
  disable_participant_video: Bool,
  hidden_participant: Bool,
  is_recorder: v.optional(Bool),
  kick_participant: Bool,
  media: v.strictObject({ audio: Produce, video: Produce, screenshare: Produce }),
  pin_participant: Bool,
  plugins: v.strictObject({
    can_close: Bool,
    can_edit_config: Bool,
    can_start: Bool,
    config: v.record(v.string(), v.looseObject({})),
  }),
  polls: v.strictObject({ can_create: Bool, can_view: Bool, can_vote: Bool }),
  recorder_type: v.picklist(['RECORDER', 'LIVESTREAMER', 'NONE']),
  show_participant_list: Bool,
  stage_access: v.optional(v.picklist(['ALLOWED', 'NOT_ALLOWED', 'CAN_REQUEST'])),
  stage_enabled: v.optional(Bool),
  transcription_enabled: v.optional(Bool),
  waiting_room_type: v.picklist(['SKIP', 'ON_PRIVILEGED_USER_ENTRY', 'SKIP_ON_ACCEPT']),
});

const Ui = v.strictObject({
  design_tokens: v.strictObject({
    border_radius: v.picklist(['sharp', 'rounded', 'extra-rounded', 'circular']),
    border_width: v.picklist(['none', 'thin', 'fat']),
    colors: v.strictObject({
      brand: v.strictObject({ 300: Text, 400: Text, 500: Text, 600: Text, 700: Text }),
      background: v.strictObject({ 600: Text, 700: Text, 800: Text, 900: Text, 1000: Text }),
      danger: Text,
      success: Text,
      text: Text,
      text_on_brand: Text,
      video_bg: Text,
      warning: Text,
    }),
    spacing_base: v.number(),
    theme: v.picklist(['darkest', 'dark', 'light']),
    font_family: v.optional(Text),
    google_font: v.optional(Text),
    logo: v.optional(Text),
  }),
});

/** The body of POST and PUT presets: everything is required, even design tokens of a UI kit nobody uses. */
export const PresetBody = v.strictObject({
  name: v.pipe(Text, v.minLength(1)),
  config: Config,
  permissions: Permissions,
  ui: Ui,
});
export type PresetBody = v.InferOutput<typeof PresetBody>;
