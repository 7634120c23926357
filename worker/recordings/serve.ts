import { AppError } from '../../wire/errors.ts';
import { isSameFile, isUnchanged } from './conditions.ts';
import { contentDisposition } from './file-name.ts';
import type { Wanted } from './range.ts';
import { readRange } from './range.ts';

/**
 * A player asks for all from here on, and leaves when one seeks. It is answered by this much at most and asks on (RFC 9110 15.3.7
 * lets a server send less than was asked for): half a minute of a recording. Bytes.
 */
export const PLAYED_AT_ONCE = 8 * 1024 * 1024;

export interface StoredFile {
  objectKey: string;
  fileName: string;
  /** What it is; video/mp4 unless said. */
  type?: string;
}

/**
 * Answers a GET or HEAD of a finished recording: 200, 206, 304 or 416 with the headers RFC 9110 wants. The file never
 * passes through memory. AppError `not_found` when the object is not in the bucket.
 */
export async function serveFile(
  bucket: R2Bucket,
  file: StoredFile,
  request: Request,
  download: boolean,
): Promise<Response> {
  const object = await bucket.head(file.objectKey);
  if (!object) throw new AppError('not_found');
  const { httpEtag: etag, size } = object;
  const lastModified = object.uploaded.toUTCString();
  const asked = (name: string) => request.headers.get(name);
  const headers = new Headers({
    'Accept-Ranges': 'bytes',
    'Cache-Control': 'private, no-store',
    'Content-Disposition': contentDisposition(download ? 'attachment' : 'inline', file.fileName),
    'Content-Type': file.type ?? 'video/mp4',
    ETag: etag,
    'Last-Modified': lastModified,
  });
  if (isUnchanged(asked('If-None-Match'), etag)) return new Response(null, { status: 304, headers });
  // Range is defined for GET only (RFC 9110 14.2).
  const rangeCounts = request.method === 'GET' && isSameFile(asked('If-Range'), { etag, lastModified });
  const wanted = cut(readRange(rangeCounts ? asked('Range') : null, size), download ? Infinity : PLAYED_AT_ONCE);
  if (wanted.kind === 'outside') return outside(size);
  const { offset, length } = wanted.kind === 'part' ? wanted : { offset: 0, length: size };
  headers.set('Content-Length', String(length));
  if (wanted.kind === 'part') headers.set('Content-Range', `bytes ${offset}-${offset + length - 1}/${size}`);
  const status = wanted.kind === 'part' ? 206 : 200;
  if (request.method === 'HEAD') return new Response(null, { status, headers });
  const body = await bucket.get(file.objectKey, { range: { offset, length }, onlyIf: { etagMatches: object.etag } });
  if (!body || !('body' in body)) throw new AppError('not_found');
  return new Response(body.body, { status, headers });
}

const cut = (wanted: Wanted, most: number): Wanted =>
  wanted.kind === 'part' ? { ...wanted, length: Math.min(wanted.length, most) } : wanted;

/** 416 tells the size (RFC 9110 15.5.17), which the one place that answers errors cannot know. */
function outside(size: number): Response {
  const { code, message } = new AppError('range_bad');
  const headers = { 'Content-Range': `bytes */${size}`, 'Cache-Control': 'private, no-store' };
  return Response.json({ error: { code, message } }, { status: 416, headers });
}
