import { Room as ProductRoom } from '../../worker/room/room.ts';
import type { Env } from '../../worker/env.ts';
import { readRange } from '../../worker/recordings/read-range.ts';
import worker from '../../worker/index.ts';

/** A call of R2 that was made; bytes are what went in or was asked for. */
export interface Operation {
  call: 'get' | 'put' | 'uploadPart' | 'head' | 'list' | 'delete' | 'createMultipartUpload' | 'completeMultipartUpload';
  bytes: number;
}

const operations: Operation[] = [];

/** The product's Room, with its calls of R2 noted. */
export class Room extends ProductRoom {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, { ...env, RECORDINGS: metered(env.RECORDINGS) });
  }
}

/** The product's Worker; beside it, for a bench: what was called, and the same calls again without any work between them. */
export default {
  ...worker,
  async fetch(request: Request, env: Env, ctx: ExecutionContext): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === '/bench/operations') return Response.json(operations.splice(0));
    if (pathname === '/bench/replay') {
      await replay(env.RECORDINGS, searchParams.get('file') ?? '', await request.json<Operation[]>());
      return new Response();
    }
    return worker.fetch(request, env, ctx);
  },
};

function metered(bucket: R2Bucket): R2Bucket {
  const note = (call: Operation['call'], bytes = 0) => void operations.push({ call, bytes });
  return new Proxy(bucket, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => {
        if (name !== 'resumeMultipartUpload') note(name as Operation['call'], bytesOf(args));
        const answer: unknown = Reflect.apply(value, target, args);
        if (name === 'resumeMultipartUpload') return meteredUpload(answer as R2MultipartUpload, note);
        if (name !== 'createMultipartUpload') return answer;
        return (answer as Promise<R2MultipartUpload>).then((upload) => meteredUpload(upload, note));
      };
    },
  });
}

function meteredUpload(upload: R2MultipartUpload, note: (call: Operation['call'], bytes?: number) => void) {
  return {
    key: upload.key,
    uploadId: upload.uploadId,
    abort: () => upload.abort(),
    complete: (parts: R2UploadedPart[]) => {
      note('completeMultipartUpload');
      return upload.complete(parts);
    },
    uploadPart: (part: number, bytes: ArrayBufferView) => {
      note('uploadPart', bytes.byteLength);
      return upload.uploadPart(part, bytes);
    },
  };
}

function bytesOf([, second]: unknown[]): number {
  if (ArrayBuffer.isView(second)) return second.byteLength;
  const { range } = (second ?? {}) as R2GetOptions;
  return range && 'length' in range ? (range.length ?? 0) : 0;
}

async function replay(bucket: R2Bucket, file: string, again: Operation[]): Promise<void> {
  const upload = await bucket.createMultipartUpload('bench/replay');
  const parts: R2UploadedPart[] = [];
  const size = (await bucket.head(file))?.size ?? 0;
  let memory = new ArrayBuffer(0);
  let at = 0;
  for (const { call, bytes } of again) {
    if (call === 'get') {
      if (at + bytes > size) at = 0;
      const read = await readRange(bucket, file, { offset: at, length: bytes }, memory);
      if (!read) throw new Error('There is less to read than there was.');
      memory = read.buffer;
      at += bytes;
    } else if (call === 'put') await bucket.put('bench/put', new Uint8Array(bytes));
    else if (call === 'uploadPart') {
      if (memory.byteLength < bytes) memory = new ArrayBuffer(bytes);
      parts.push(await upload.uploadPart(parts.length + 1, new Uint8Array(memory, 0, bytes)));
    } else if (call === 'head') await bucket.head(file);
    else if (call === 'list') await bucket.list({ prefix: 'bench/' });
  }
  await (parts.length > 0 ? upload.complete(parts) : upload.abort());
  await bucket.delete(['bench/replay', 'bench/put']);
}
