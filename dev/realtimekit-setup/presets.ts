import type { KitPreset } from '../../worker/media/kit-port.ts';

/** What somebody may do in a meeting, beyond seeing and hearing. */
interface Rights {
  speaks: boolean;
  sharesScreen: boolean;
  hosts: boolean;
  /** Has no tile and is on nobody's list; the room shows how many watch. */
  hidden: boolean;
}

const RIGHTS: Record<KitPreset, Rights> = {
  'fieldroom-researcher': { speaks: true, sharesScreen: true, hosts: true, hidden: false },
  'fieldroom-participant': { speaks: true, sharesScreen: true, hosts: false, hidden: false },
  'fieldroom-guest': { speaks: true, sharesScreen: false, hosts: false, hidden: false },
  'fieldroom-watcher': { speaks: false, sharesScreen: false, hosts: false, hidden: true },
};

/** Chat, waiting room, recording, removing and ending are the Room's and the Worker's: no browser may do them at the service. */
const OURS = {
  accept_waiting_requests: false,
  can_accept_production_requests: false,
  can_change_participant_permissions: false,
  can_edit_display_name: false,
  can_livestream: false,
  can_record: false,
  can_spotlight: false,
  kick_participant: false,
  pin_participant: false,
  chat: {
    public: { can_send: false, text: false, files: false },
    private: { can_send: false, can_receive: false, text: false, files: false },
  },
  connected_meetings: {
    can_alter_connected_meetings: false,
    can_switch_connected_meetings: false,
    can_switch_to_parent_meeting: false,
  },
  plugins: { can_close: false, can_edit_config: false, can_start: false, config: {} },
  polls: { can_create: false, can_view: false, can_vote: false },
  recorder_type: 'NONE',
  show_participant_list: true,
  transcription_enabled: false,
  // Who waits, waits with us.
  waiting_room_type: 'SKIP',
};

const CONFIG = {
  view_type: 'GROUP_CALL',
  max_screenshare_count: 1,
  max_video_streams: { desktop: 9, mobile: 4 },
  media: {
    audio: { enable_high_bitrate: false, enable_stereo: false },
    video: { quality: 'hd', frame_rate: 30, simulcast: true },
    screenshare: { quality: 'hd', frame_rate: 5 },
  },
};

/** Needed on creation, though nothing of the service's own UI is used. */
const UI = {
  design_tokens: {
    border_radius: 'rounded',
    border_width: 'thin',
    spacing_base: 4,
    theme: 'dark',
    logo: '',
    colors: {
      brand: { 300: '#844d1c', 400: '#9d5b22', 500: '#b56927', 600: '#d37c30', 700: '#d9904f' },
      background: { 600: '#222222', 700: '#1f1f1f', 800: '#1b1b1b', 900: '#181818', 1000: '#141414' },
      danger: '#ff2d2d',
      success: '#62a504',
      text: '#eeeeee',
      text_on_brand: '#eeeeee',
      video_bg: '#191919',
      warning: '#ffcd07',
    },
  },
};

/** A preset as RealtimeKit's API takes it. */
export function presetBody(name: KitPreset): object {
  const { speaks, sharesScreen, hosts, hidden } = RIGHTS[name];
  const may = (allowed: boolean) => ({ can_produce: allowed ? 'ALLOWED' : 'NOT_ALLOWED' });
  return {
    name,
    config: CONFIG,
    permissions: {
      ...OURS,
      disable_participant_audio: hosts,
      disable_participant_video: hosts,
      disable_participant_screensharing: hosts,
      hidden_participant: hidden,
      media: { audio: may(speaks), video: may(speaks), screenshare: may(sharesScreen) },
    },
    ui: UI,
  };
}
