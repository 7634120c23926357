import type { IncomingMessage } from 'node:http';
import type { Address, NewMail } from './store.ts';

/** Cloudflare Email Sending takes 5 MiB; what it would refuse is refused here too. */
const MAIL_MAX_BYTES = 5 * 1024 * 1024;

type Read = { mail: NewMail } | { status: number; refusal: string };

/** Reads a mail from a request's JSON: every field is there and a string, header fields are one line each. */
export async function readMail(request: IncomingMessage, key: string | null): Promise<Read> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    // Read on but keep nothing: leaving the loop would close the connection before the refusal is out.
    if (bytes <= MAIL_MAX_BYTES) chunks.push(chunk);
  }
  if (bytes > MAIL_MAX_BYTES) return { status: 413, refusal: 'A mail is at most 5 MiB.' };
  const body = parse(Buffer.concat(chunks).toString('utf8'));
  const from = address(body['from']);
  const to = address(body['to']);
  const { subject, text, html } = body;
  if (!from || !to || !isLine(subject) || typeof text !== 'string' || typeof html !== 'string') {
    return { status: 400, refusal: 'A mail has from, to, subject, text and html.' };
  }
  const calendar = calendarOf(body['calendar']);
  if (calendar === undefined) return { status: 400, refusal: 'A calendar part has method and text.' };
  return { mail: { key, from, to, subject, text, html, calendar } };
}

/** null where there is none, undefined where it is not one. */
function calendarOf(value: unknown): NewMail['calendar'] | undefined {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'object') return undefined;
  const { method, text }: { method?: unknown; text?: unknown } = value;
  return isLine(method) && typeof text === 'string' ? { method, text } : undefined;
}

function parse(json: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

function address(value: unknown): Address | null {
  if (typeof value !== 'object' || value === null) return null;
  const { email, name }: { email?: unknown; name?: unknown } = value;
  return isLine(email) && isLine(name) && email.includes('@') ? { email: email.toLowerCase(), name } : null;
}

const isLine = (value: unknown): value is string => typeof value === 'string' && value !== '' && !/[\r\n]/.test(value);
