import type { ErrorBody } from '../../wire/errors.ts';

/** A browser's manners without the browser: keeps cookies by path, sends Origin, speaks JSON. */
export class Client {
  readonly origin: string;
  #cookies = new Map<string, { value: string; path: string }>();

  constructor(origin: string) {
    this.origin = origin;
  }

  async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await this.send(
      method,
      path,
      body === undefined ? undefined : JSON.stringify(body),
      'application/json',
    );
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${errorText(text)}`);
    return (text ? JSON.parse(text) : undefined) as T;
  }

  async send(
    method: string,
    path: string,
    body: NonNullable<RequestInit['body']> | undefined,
    type: string,
  ): Promise<Response> {
    const headers: Record<string, string> = { origin: this.origin, cookie: this.#cookiesFor(path) };
    if (body !== undefined) headers['content-type'] = type;
    const response = await fetch(this.origin + path, {
      method,
      headers,
      redirect: 'manual',
      ...(body === undefined ? {} : { body }),
    });
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    return response;
  }

  /** What a browser would have to be given to be this client. */
  cookies(): { name: string; value: string; path: string }[] {
    return [...this.#cookies.values()].map(({ value, path }) => {
      const at = value.indexOf('=');
      return { name: value.slice(0, at), value: value.slice(at + 1), path };
    });
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
    const at = pair.indexOf('=');
    const path = attributes.find((attribute) => attribute.toLowerCase().startsWith('path='))?.slice(5) ?? '/';
    this.#cookies.set(`${path} ${pair.slice(0, at)}`, { value: pair, path });
  }

  #cookiesFor(path: string): string {
    return [...this.#cookies.values()]
      .filter((cookie) => path.startsWith(cookie.path))
      .map((cookie) => cookie.value)
      .join('; ');
  }
}

function errorText(text: string): string {
  try {
    const { error } = JSON.parse(text) as ErrorBody;
    return `${error.code}: ${error.message}`;
  } catch (error) {
    if (error instanceof SyntaxError) return text.slice(0, 200);
    throw error;
  }
}

export interface ReadMail {
  id: number;
  subject: string;
  text: string;
  html: string;
  calendar: { method: string; text: string } | null;
}

/** The newest mail to an address in the local mailbox, later than the one with id `after`, waiting for it a little. */
export async function newestMail(mailbox: string, to: string, subject: RegExp, after = 0): Promise<ReadMail> {
  for (let tries = 0; tries < 100; tries++) {
    const found = (await mailsTo(mailbox, to)).find((mail) => mail.id > after && subject.test(mail.subject));
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`No mail to ${to} with a subject like ${subject}.`);
}

/** Newest first. */
async function mailsTo(mailbox: string, to: string): Promise<ReadMail[]> {
  const response = await fetch(`${mailbox}/api/mails?to=${encodeURIComponent(to)}`);
  return (await response.json()) as ReadMail[];
}

/** Asks for a sign-in link and reads it from the mailbox: not the link of an earlier asking, which may be used up. */
export async function askSignInLink(client: Client, mailbox: string, email: string): Promise<string> {
  const before = (await mailsTo(mailbox, email))[0]?.id ?? 0;
  await client.call('POST', '/api/sign-in', { email });
  const mail = await newestMail(mailbox, email, /sign/i, before);
  return linkIn(mail.text, /\S+\/sign-in#\S+/);
}

export function linkIn(text: string, pattern: RegExp): string {
  const found = pattern.exec(text)?.[0];
  if (!found) throw new Error(`No link like ${pattern} in:\n${text}`);
  return found;
}
