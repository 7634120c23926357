import { fileKey } from './keys.ts';

/** What lay in the bucket of one recording, without anybody's name: how much, and which keys (SHA-256 over their sorted lines). */
export interface EraseProof {
  objects: number;
  bytes: number;
  keysSha256: string;
}

/** R2's code for a multipart upload it does not know (any more). */
const NO_SUCH_UPLOAD = '10024';

/** Looks at every object whose key begins with `base` (keys.ts): file, pieces, tracks. */
export async function proveObjects(bucket: R2Bucket, base: string): Promise<EraseProof> {
  const found: R2Object[] = [];
  let cursor: string | undefined;
  do {
    const page = await bucket.list({ prefix: base, ...(cursor === undefined ? {} : { cursor }) });
    found.push(...page.objects);
    cursor = page.truncated ? page.cursor : undefined;
  } while (cursor !== undefined);
  const lines = found.map(({ key }) => `${key}\n`).sort();
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(lines.join('')));
  return {
    objects: found.length,
    bytes: found.reduce((sum, { size }) => sum + size, 0),
    keysSha256: [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join(''),
  };
}

/** Deletes them until a listing is empty. Stopped anywhere, it can be begun again. */
export async function deleteObjects(bucket: R2Bucket, base: string): Promise<void> {
  for (;;) {
    const { objects } = await bucket.list({ prefix: base });
    if (objects.length === 0) return;
    await bucket.delete(objects.map(({ key }) => key));
  }
}

/** Gives up the file in the making: its parts cost storage until then, and no listing shows them. */
export async function abortUpload(bucket: R2Bucket, base: string, uploadId: string): Promise<void> {
  try {
    await bucket.resumeMultipartUpload(fileKey(base), uploadId).abort();
  } catch (error) {
    if (!String(error).includes(NO_SUCH_UPLOAD)) throw error;
  }
}
