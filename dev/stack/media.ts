import { join } from 'node:path';
import { setUp } from '../realtimekit-setup/setup.ts';

export type MediaKind = 'sfu' | 'realtimekit';

/** What moves media on this machine: a process, and how the Worker finds it. */
export interface MediaPlan {
  /** For messages. */
  name: string;
  command: string[];
  env: Record<string, string>;
  /** Base URL of its controls: `/__stats` and others. */
  url: string;
  /** Vars of the Worker; its secrets are in the file. */
  vars: Record<string, string>;
  /** What is to be done once the process answers, before anybody meets. */
  prepare: () => Promise<void>;
}

interface Place {
  port: number;
  /** HTTPS, for browsers; RealtimeKit only. */
  wirePort: number;
  /** Of the Worker, as browsers and webhooks reach it. */
  origin: string;
  state: string;
  secrets: Record<string, string>;
}

/** Of the stand-in only: any UUID. */
const KIT_APP = '00000000-0000-4000-8000-000000000001';

export function mediaPlan(kind: MediaKind, place: Place): MediaPlan {
  return kind === 'sfu' ? sfuPlan(place) : kitPlan(place);
}

function sfuPlan({ port, secrets }: Place): MediaPlan {
  const url = `http://127.0.0.1:${port}`;
  return {
    name: 'The Realtime stand-in',
    command: ['node', 'dev/realtime/main.ts'],
    env: {
      REALTIME_PORT: String(port),
      REALTIME_APP_ID: 'local',
      REALTIME_APP_SECRET: secrets['REALTIME_APP_SECRET'] ?? '',
    },
    url,
    vars: { MEDIA: 'sfu', REALTIME_API_URL: `${url}/v1`, REALTIME_APP_ID: 'local' },
    prepare: async () => undefined,
  };
}

function kitPlan({ port, wirePort, origin, state, secrets }: Place): MediaPlan {
  const url = `http://127.0.0.1:${port}`;
  const app = { accountId: 'local', appId: KIT_APP, token: secrets['REALTIMEKIT_API_TOKEN'] ?? '' };
  const vars = {
    REALTIMEKIT_ACCOUNT_ID: app.accountId,
    REALTIMEKIT_APP_ID: app.appId,
  };
  return {
    name: 'The RealtimeKit stand-in',
    command: ['node', 'dev/realtimekit/main.ts'],
    env: {
      ...vars,
      REALTIMEKIT_API_TOKEN: app.token,
      REALTIMEKIT_PORT: String(port),
      REALTIMEKIT_WIRE_PORT: String(wirePort),
      REALTIMEKIT_STATE: join(state, 'realtimekit'),
    },
    url,
    vars: {
      ...vars,
      MEDIA: 'realtimekit',
      REALTIMEKIT_API_URL: `${url}/client/v4`,
      REALTIMEKIT_WEBHOOK_KEY_URL: `${url}/.well-known/webhooks.json`,
      REALTIMEKIT_BASE_URI: `rtk.localhost:${wirePort}`,
    },
    prepare: () => setUp({ ...app, apiUrl: `${url}/client/v4`, origin }, () => undefined),
  };
}
