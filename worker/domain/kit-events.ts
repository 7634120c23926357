import { eq } from 'drizzle-orm';
import * as v from 'valibot';
import { AppError } from '../../wire/errors.ts';
import { sessions } from '../db/schema.ts';
import { isSignedBy } from '../lib/rsa-signature.ts';
import { webhookKey } from '../media/kit-webhook-key.ts';
import type { Ctx } from './context.ts';

/** Of every event of RealtimeKit: which meeting. Its title is the Session's id, as we made it. */
const KitEventBody = v.object({
  event: v.string(),
  meeting: v.object({ id: v.string(), title: v.optional(v.nullable(v.string())) }),
});

/** Longer is none of RealtimeKit's ids. Characters. */
const UUID_MAX = 100;

export interface KitDelivery {
  /** Of the headers `rtk-uuid` and `rtk-signature`. */
  uuid: string;
  signature: string;
  body: ArrayBuffer;
}

/**
 * RealtimeKit tells what happened in a meeting. Its Room is told to look for itself: a repeated, late or reordered word changes
 * nothing. AppError `not_yours` for a wrong signature, `bad_input`, and `media_unavailable` while the key cannot be read: then the
 * service says it again.
 */
export async function takeKitEvent({ db, env, now }: Ctx, { uuid, signature, body }: KitDelivery): Promise<void> {
  if (env.MEDIA !== 'realtimekit') throw new AppError('not_found');
  const fits = async (anew: boolean) =>
    isSignedBy(await webhookKey(env.REALTIMEKIT_WEBHOOK_KEY_URL, now, anew), signature, body);
  if (!(await fits(false)) && !(await fits(true))) throw new AppError('not_yours');
  const read = v.safeParse(KitEventBody, parse(body));
  if (!read.success || uuid === '' || uuid.length > UUID_MAX) throw new AppError('bad_input');
  const { id, title } = read.output.meeting;
  // Of the app, but of no Session of this deployment.
  const [session] = await db
    .select({ id: sessions.id })
    .from(sessions)
    .where(eq(sessions.id, title ?? ''));
  if (session) await env.ROOM.getByName(session.id).kitEvent({ uuid, meeting: id });
}

function parse(body: ArrayBuffer): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
