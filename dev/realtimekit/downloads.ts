import { createHmac, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Recorder, Recording } from './recorder.ts';

const KEY = randomBytes(32);
const PATH = /^\/downloads\/([\w-]+)\.mp4$/;

/** Where the finished file is, like a presigned address: good for whoever has it, until it expires; null before it is uploaded. */
export function downloadUrl(recording: Recording, origin: string): string | null {
  const { id, file, expiresAt, settings } = recording;
  if (!file || !expiresAt || settings.realtimekit_bucket_config?.enabled === false) return null;
  return `${origin}/downloads/${id}.mp4?signature=${signatureOf(id)}`;
}

/**
 * Serves a file with its length, whole or by one range (RFC 9110, 14); `cut` ends the connection halfway. False when the
 * address is none of ours.
 */
export function serveDownload(
  recorder: Recorder,
  url: URL,
  cut: boolean,
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  const id = PATH.exec(url.pathname)?.[1];
  if (id === undefined) return false;
  const recording = recorder.recordings.get(id);
  if (url.searchParams.get('signature') !== signatureOf(id)) response.writeHead(403).end('The signature is wrong');
  else if (!recording?.file || !recording.expiresAt) response.writeHead(404).end('There is no such file');
  else if (recording.expiresAt.getTime() < Date.now()) response.writeHead(403).end('The address has expired');
  else sendFile(recording.file, { etag: `"${id}"`, cut }, request, response);
  return true;
}

function sendFile(
  file: Uint8Array,
  { etag, cut }: { etag: string; cut: boolean },
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const headers = { 'content-type': 'video/mp4', 'accept-ranges': 'bytes', etag };
  const asked = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
  const first = Number(asked?.[1] ?? 0);
  const last = Math.min(asked?.[2] ? Number(asked[2]) : Infinity, file.length - 1);
  if (first > last) {
    response.writeHead(416, { 'content-range': `bytes */${file.length}` }).end();
    return;
  }
  const part = file.subarray(first, last + 1);
  const range = asked ? { 'content-range': `bytes ${first}-${last}/${file.length}` } : {};
  response.writeHead(asked ? 206 : 200, { ...headers, ...range, 'content-length': part.length });
  if (request.method === 'HEAD') response.end();
  else if (cut) response.write(part.subarray(0, Math.floor(part.length / 2)), () => request.socket.destroy());
  else response.end(part);
}

function signatureOf(id: string): string {
  return createHmac('sha256', KEY).update(id).digest('hex');
}
