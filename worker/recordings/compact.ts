import { pieceKey } from './keys.ts';
import type { Shelf } from './shelf-port.ts';

/** Fragments are joined until an object has this much: an hour is about 120 objects instead of 1,900. Bytes. */
export const OBJECT_BYTES = 8 * 1024 * 1024;

/**
 * Moves the oldest fragments that wait in the Room into one object of the bucket; answers false when there was nothing to
 * move. Each try writes a key of its own, so that a late write of a try that was given up can never change what was
 * checked, and the Room lets go of its bytes only when the bucket has confirmed theirs (SHA-256, length).
 */
export async function moveObject(shelf: Shelf, bucket: R2Bucket, recording: string): Promise<boolean> {
  const { waiting } = shelf;
  const progress = shelf.progress(recording);
  const fragments = waiting.first(recording, OBJECT_BYTES);
  if (fragments.length === 0) return false;
  const bytes = new Uint8Array(fragments.reduce((sum, fragment) => sum + fragment.bytes, 0));
  let at = 0;
  for (const fragment of fragments) {
    waiting.read(recording, fragment, bytes.subarray(at));
    at += fragment.bytes;
  }
  const objectKey = pieceKey(progress.base(), progress.nextObject());
  const sha256 = await crypto.subtle.digest('SHA-256', bytes);
  const object = await bucket.put(objectKey, bytes, { sha256 });
  if (object.size !== bytes.length) throw new Error(`${objectKey} has ${object.size} bytes, not ${bytes.length}.`);
  waiting.moved(recording, fragments, objectKey);
  return true;
}

/** Deletes all objects of pieces, those of tries that were given up too. */
export async function deletePieces(bucket: R2Bucket, folder: string): Promise<void> {
  for (;;) {
    const { objects } = await bucket.list({ prefix: folder });
    if (objects.length === 0) return;
    await bucket.delete(objects.map(({ key }) => key));
  }
}
