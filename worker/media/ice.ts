import * as v from 'valibot';
import { logError } from '../lib/log.ts';
import type { IceServer } from './media.ts';

/** A Session is at most 4 h and stays open 2 h more; credentials must outlive it. Seconds. */
const TURN_LIFE_SECONDS = 7 * 60 * 60;
/** The link page waits for this: without an answer it goes on with STUN. ms */
const TURN_ANSWERS_WITHIN = 2_000;
const TURN_API = 'https://rtc.live.cloudflare.com/v1';
const STUN: IceServer[] = [{ urls: 'stun:stun.cloudflare.com:3478' }];

const Urls = v.union([v.string(), v.array(v.string())]);
const Generated = v.object({
  iceServers: v.array(v.object({ urls: Urls, username: v.optional(v.string()), credential: v.optional(v.string()) })),
});

export interface IceConfig {
  ICE?: 'host';
  TURN_API_URL?: string;
  TURN_KEY_ID?: string;
  TURN_KEY_TOKEN?: string;
}

/** Who answers by UDP, for a browser that only wants to know whether that gets through; nobody on a developer's machine. */
export const stunOf = ({ ICE }: IceConfig): IceServer[] => (ICE === 'host' ? [] : STUN);

/** ICE servers for a browser: none on a developer's machine, Cloudflare TURN where its key is set, STUN otherwise. */
export async function iceServersOf(config: IceConfig): Promise<IceServer[]> {
  if (config.ICE === 'host') return [];
  if (!config.TURN_KEY_ID || !config.TURN_KEY_TOKEN) return stunOf(config);
  const url = `${config.TURN_API_URL ?? TURN_API}/turn/keys/${config.TURN_KEY_ID}/credentials/generate-ice-servers`;
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${config.TURN_KEY_TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify({ ttl: TURN_LIFE_SECONDS }),
      signal: AbortSignal.timeout(TURN_ANSWERS_WITHIN),
    });
    return v.parse(Generated, await response.json()).iceServers.flatMap(withoutPort53);
  } catch (cause) {
    logError('turn_gave_no_credentials', cause);
    return STUN;
  }
}

/** Browsers block port 53 and lose seconds trying it (Cloudflare's TURN documentation). */
function withoutPort53(server: v.InferOutput<typeof Generated>['iceServers'][number]): IceServer[] {
  const urls = [server.urls].flat().filter((url) => !/:53(\?|$)/.test(url));
  if (urls.length === 0) return [];
  const { username, credential } = server;
  return [{ urls, ...(username ? { username } : {}), ...(credential ? { credential } : {}) }];
}
