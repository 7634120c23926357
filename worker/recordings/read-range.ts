/**
 * Reads a range of an object into memory that is given, and answers a view on it: the memory has moved there. Null when the object
 * is not there, or not that long. An isolate has 128 MB, and what is allocated anew for each read is collected late.
 */
export async function readRange(
  bucket: R2Bucket,
  objectKey: string,
  range: { offset: number; length: number },
  memory: ArrayBuffer,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const object = await bucket.get(objectKey, { range });
  if (!object) return null;
  const { length } = range;
  const room = memory.byteLength >= length ? memory : new ArrayBuffer(length);
  const reader = object.body.getReader({ mode: 'byob' });
  const { value } = await reader.readAtLeast(length, new Uint8Array(room, 0, length));
  return value?.length === length ? value : null;
}
