import type { IceConfig } from './ice.ts';
import { iceServersOf } from './ice.ts';
import type { MediaService } from './media.ts';
import { createSfu } from './sfu.ts';

export interface MediaConfig extends IceConfig {
  MEDIA: 'sfu' | 'realtimekit';
  REALTIME_API_URL: string;
  REALTIME_APP_ID: string;
  REALTIME_APP_SECRET: string;
}

/** The media implementation that this deployment is configured for. */
export function mediaFor(config: MediaConfig): MediaService {
  const account = {
    apiUrl: config.REALTIME_API_URL,
    appId: config.REALTIME_APP_ID,
    appSecret: config.REALTIME_APP_SECRET,
  };
  return createSfu(account, async () => iceServersOf(config));
}
