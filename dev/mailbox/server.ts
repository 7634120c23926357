import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { listPage, mailPage, notFoundPage } from './pages.ts';
import { readMail } from './read-mail.ts';
import type { MailStore } from './store.ts';
import { openStore } from './store.ts';

export interface MailboxOptions {
  /** 0 takes any free port. */
  port?: number;
  /** Where mails are kept over a restart; null keeps them in memory only. */
  file?: string | null;
}

export interface Mailbox {
  url: string;
  stop(): Promise<void>;
}

/** Only this machine may read mails with sign-in links in them. */
const HOST = '127.0.0.1';

/** A mailbox for a developer's machine: takes the mails that MAIL_TRANSPORT=mailbox sends, and shows them. */
export async function startMailbox({ port = 0, file = null }: MailboxOptions = {}): Promise<Mailbox> {
  const store = openStore(file);
  const server = createServer((request, response) => {
    answer(store, request, response).catch((error: unknown) => {
      console.error(error);
      if (!response.headersSent) sendJson(response, 500, { error: String(error) });
      else response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, resolve);
  });
  return { url: `http://${HOST}:${(server.address() as AddressInfo).port}`, stop: () => stop(server) };
}

async function answer(store: MailStore, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', `http://${HOST}`);
  const to = url.searchParams.get('to') ?? undefined;
  const id = /^\/mails\/(\d+)(?:\/session\.ics)?$/.exec(url.pathname)?.[1];
  if (request.method === 'POST' && url.pathname === '/api/mails') return takeIn(store, request, response);
  if (request.method !== 'GET') return sendJson(response, 405, { error: 'Only GET here.' });
  if (url.pathname === '/api/mails') return sendJson(response, 200, store.list(to));
  if (url.pathname === '/') return sendPage(response, 200, listPage(store.list(to), to));
  const mail = id === undefined ? undefined : store.get(Number(id));
  if (mail?.calendar && url.pathname.endsWith('.ics')) return sendCalendar(response, mail.calendar);
  return mail ? sendPage(response, 200, mailPage(mail)) : sendPage(response, 404, notFoundPage());
}

async function takeIn(store: MailStore, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const key = request.headers['idempotency-key'];
  const read = await readMail(request, typeof key === 'string' ? key : null);
  if ('refusal' in read) return sendJson(response, read.status, { error: read.refusal });
  const { mail, fresh } = store.add(read.mail);
  return sendJson(response, fresh ? 201 : 200, { id: mail.id });
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' });
  response.end(JSON.stringify(body));
}

function sendCalendar(response: ServerResponse, { method, text }: { method: string; text: string }): void {
  response.writeHead(200, {
    'Content-Type': `text/calendar; charset=utf-8; method=${method}`,
    'Content-Disposition': 'attachment; filename="session.ics"',
    'Cache-Control': 'no-store',
  });
  response.end(text);
}

function sendPage(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(html);
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
  });
}
