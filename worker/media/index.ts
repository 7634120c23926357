import type { IceConfig } from './ice.ts';
import { iceServersOf } from './ice.ts';
import type { KitService } from './kit-port.ts';
import type { MediaService } from './media.ts';
import { createKit } from './realtimekit.ts';
import { createSfu } from './sfu.ts';

export interface MediaConfig extends IceConfig {
  MEDIA: 'sfu' | 'realtimekit';
  REALTIME_API_URL: string;
  REALTIME_APP_ID: string;
  REALTIME_APP_SECRET: string;
  REALTIMEKIT_API_URL?: string;
  REALTIMEKIT_ACCOUNT_ID?: string;
  REALTIMEKIT_APP_ID?: string;
  REALTIMEKIT_API_TOKEN?: string;
  REALTIMEKIT_BASE_URI?: string;
}

/** Who moves the tracks, and how the Room talks to them: track by track, or as a meeting of theirs. */
export type Media = { kind: 'sfu'; sfu: MediaService } | { kind: 'kit'; kit: KitService };

const KIT_API = 'https://api.cloudflare.com/client/v4';
const KIT_BASE_URI = 'realtime.cloudflare.com';

/** The host that browsers talk to with MEDIA=realtimekit; null with another. */
export const kitHostOf = ({ MEDIA, REALTIMEKIT_BASE_URI }: MediaConfig): string | null =>
  MEDIA === 'realtimekit' ? REALTIMEKIT_BASE_URI || KIT_BASE_URI : null;

/** The media implementation that this deployment is configured for. */
export function mediaFor(config: MediaConfig): Media {
  const kitHost = kitHostOf(config);
  return kitHost === null ? { kind: 'sfu', sfu: sfuOf(config) } : { kind: 'kit', kit: kitOf(config, kitHost) };
}

function sfuOf(config: MediaConfig): MediaService {
  const account = {
    apiUrl: config.REALTIME_API_URL,
    appId: config.REALTIME_APP_ID,
    appSecret: config.REALTIME_APP_SECRET,
  };
  return createSfu(account, async () => iceServersOf(config));
}

const kitOf = (config: MediaConfig, host: string): KitService =>
  createKit(
    {
      apiUrl: config.REALTIMEKIT_API_URL || KIT_API,
      accountId: config.REALTIMEKIT_ACCOUNT_ID ?? '',
      appId: config.REALTIMEKIT_APP_ID ?? '',
      token: config.REALTIMEKIT_API_TOKEN ?? '',
    },
    host,
  );
