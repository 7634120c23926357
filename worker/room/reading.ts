import * as v from 'valibot';
import { MESSAGE_MAX_BYTES } from '../../wire/limits.ts';
import { ClientMessage } from '../../wire/room.ts';

export type Read =
  | { ok: true; message: ClientMessage }
  | { ok: false; code: 'message_bad' | 'message_too_large'; re: string | undefined };

/** A socket's frame as a message, or why it is none. Never throws. */
export function readMessage(frame: string | ArrayBuffer): Read {
  if (typeof frame !== 'string') return { ok: false, code: 'message_bad', re: undefined };
  if (new TextEncoder().encode(frame).length > MESSAGE_MAX_BYTES) {
    return { ok: false, code: 'message_too_large', re: undefined };
  }
  const json = parseJson(frame);
  const parsed = v.safeParse(ClientMessage, json);
  if (parsed.success) return { ok: true, message: parsed.output };
  const kind = v.safeParse(v.object({ t: v.pipe(v.string(), v.maxLength(20)) }), json);
  return { ok: false, code: 'message_bad', re: kind.success ? kind.output.t : undefined };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
