import { Room as ProductRoom } from '../../worker/room/room.ts';
import type { Env } from '../../worker/env.ts';
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

/** The product's Worker; beside it, for a bench: what was called since the last question. */
export default {
  ...worker,
  async fetch(request: Request, env: Env, ctx: ExecutionContext): Promise<Response> {
    if (new URL(request.url).pathname === '/bench/operations') return Response.json(operations.splice(0));
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
