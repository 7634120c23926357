import * as v from 'valibot';
import { AppError } from '../../wire/errors.ts';

const CLOUDFLARE = 'https://api.realtime.cloudflare.com/.well-known/webhooks.json';
/** A webhook is to be answered within a second. ms */
const ANSWER_WITHIN = 800;
/** Asked again after this, should Cloudflare change it. ms */
const KEPT_FOR = 60 * 60_000;
/** A signature that does not fit may be by a newer key: asked again, but not for each one that is forged. ms */
const RENEWED_AFTER = 60_000;

const Published = v.object({ data: v.object({ publicKey: v.pipe(v.string(), v.includes('PUBLIC KEY')) }) });

/** What this isolate has read last, by address. */
const known = new Map<string, { pem: string; at: number }>();

/** The key webhooks are signed with, PEM. `anew`: what we have does not fit. AppError `media_unavailable`. */
export async function webhookKey(url: string | undefined, now: number, anew = false): Promise<string> {
  const address = url || CLOUDFLARE;
  const kept = known.get(address);
  if (kept && now - kept.at < (anew ? RENEWED_AFTER : KEPT_FOR)) return kept.pem;
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(ANSWER_WITHIN) });
    const { publicKey } = v.parse(Published, await response.json()).data;
    known.set(address, { pem: publicKey, at: now });
    return publicKey;
  } catch (cause) {
    // An old key is better than none: what it does not fit is refused.
    if (kept) return kept.pem;
    throw new AppError('media_unavailable', { cause });
  }
}
