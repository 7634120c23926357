import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RealtimeKit, RealtimeKitOptions } from '../../dev/realtimekit/server.ts';
import { startRealtimeKit } from '../../dev/realtimekit/server.ts';

const ACCOUNT = 'account-of-the-test';
export const APP = '11111111-1111-4111-8111-111111111111';
const TOKEN = 'token-of-the-test';
/** As fast as a test wants it. ms. */
const PACE = { startsAfter: 5, aloneAfter: 60, uploads: 5 };

export interface Answer {
  status: number;
  success: boolean;
  data: Record<string, unknown>;
  error?: { code: number; message: string };
  errors?: { code: number; message: string }[];
  paging?: { total_count: number };
}

/** A stand-in of its own for RealtimeKit, and how a test calls it. */
export interface Standin extends RealtimeKit {
  /** `path` is below the account: `apps`, or `<app id>/...`. */
  call: (method: string, path: string, body?: unknown, token?: string) => Promise<Answer>;
  control: (name: string) => Promise<Record<string, unknown>>;
}

export async function startStandin(options: Partial<RealtimeKitOptions> = {}): Promise<Standin> {
  const started = await startRealtimeKit({
    port: 0,
    accountId: ACCOUNT,
    appId: APP,
    apiToken: TOKEN,
    pace: PACE,
    keepAlive: 20,
    retries: [5, 5],
    ...options,
  });
  return {
    ...started,
    call: async (method, path, body, token = TOKEN) => {
      const response = await fetch(`${started.url}/accounts/${ACCOUNT}/realtime/kit/${path}`, {
        method,
        headers: { authorization: `Bearer ${token}` },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: response.status, ...((await response.json()) as Omit<Answer, 'status'>) };
    },
    control: async (name) =>
      (await (await fetch(new URL(`/__${name}`, started.url))).json()) as Record<string, unknown>,
  };
}

/** A preset that may do everything. */
export function presetBody(name: string): Record<string, unknown> {
  const [yes, none] = [{ can_produce: 'ALLOWED' }, '#000000'];
  return {
    name,
    config: {
      view_type: 'GROUP_CALL',
      max_screenshare_count: 1,
      max_video_streams: { desktop: 9, mobile: 4 },
      media: {
        video: { quality: 'hd', frame_rate: 30, simulcast: true },
        screenshare: { quality: 'hd', frame_rate: 5 },
      },
    },
    permissions: {
      accept_waiting_requests: true,
      can_accept_production_requests: true,
      can_change_participant_permissions: true,
      can_edit_display_name: true,
      can_livestream: false,
      can_record: false,
      can_spotlight: true,
      chat: {
        public: { can_send: true, text: true, files: false },
        private: { can_send: false, can_receive: false, text: false, files: false },
      },
      connected_meetings: {
        can_alter_connected_meetings: false,
        can_switch_connected_meetings: false,
        can_switch_to_parent_meeting: false,
      },
      disable_participant_audio: true,
      disable_participant_screensharing: true,
      disable_participant_video: true,
      hidden_participant: false,
      kick_participant: true,
      media: { audio: yes, video: yes, screenshare: yes },
      pin_participant: true,
      plugins: { can_close: false, can_edit_config: false, can_start: false, config: {} },
      polls: { can_create: false, can_view: false, can_vote: false },
      recorder_type: 'NONE',
      show_participant_list: true,
      waiting_room_type: 'SKIP',
    },
    ui: {
      design_tokens: {
        border_radius: 'rounded',
        border_width: 'thin',
        spacing_base: 4,
        theme: 'dark',
        colors: {
          brand: { 300: none, 400: none, 500: none, 600: none, 700: none },
          background: { 600: none, 700: none, 800: none, 900: none, 1000: none },
          danger: none,
          success: none,
          text: none,
          text_on_brand: none,
          video_bg: none,
          warning: none,
        },
      },
    },
  };
}

/** A meeting and somebody who may join it: their ids and the token. */
export async function openMeeting(
  { call }: Standin,
  settings: object = {},
): Promise<{ meeting: string; participant: string; token: string }> {
  await call('POST', `${APP}/presets`, presetBody('everyone'));
  const { data: meeting } = await call('POST', `${APP}/meetings`, { title: 'Interview', ...settings });
  const { data: participant } = await call('POST', `${APP}/meetings/${String(meeting['id'])}/participants`, {
    custom_participant_id: 'seat-1',
    preset_name: 'everyone',
    name: 'Ada',
  });
  return {
    meeting: String(meeting['id']),
    participant: String(participant['id']),
    token: String(participant['token']),
  };
}

export interface Received {
  headers: IncomingHttpHeaders;
  body: string;
}

/** A receiver of webhooks; answers with what `statuses` says, then 200. */
export async function startReceiver(
  statuses: number[] = [],
): Promise<{ url: string; received: Received[]; stop: () => Promise<void> }> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
      response.writeHead(statuses.shift() ?? 200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
