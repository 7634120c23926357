import { AppError } from '../../wire/errors.ts';

/** A request's body as it arrives; `declaredBytes` is its Content-Length, null when it has none. */
export interface IncomingBody {
  stream: ReadableStream<Uint8Array> | null;
  declaredBytes: number | null;
}

/**
 * Reads a body into memory. AppError `fragment_too_large` as soon as it is known to have more than `most` bytes, by its
 * word or by its bytes; `fragment_bad` when the sender went away before its end.
 */
export async function readBody(
  { stream, declaredBytes }: IncomingBody,
  most: number,
): Promise<Uint8Array<ArrayBuffer>> {
  if (declaredBytes !== null && declaredBytes > most) throw tooLarge(most);
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = stream?.getReader();
  for (let chunk = await readChunk(reader); chunk; chunk = await readChunk(reader)) {
    length += chunk.length;
    if (length > most) {
      await reader?.cancel();
      throw tooLarge(most);
    }
    chunks.push(chunk);
  }
  return join(chunks, length);
}

const tooLarge = (most: number) => new AppError('fragment_too_large', { detail: { limitBytes: most } });

async function readChunk(reader: ReadableStreamDefaultReader<Uint8Array> | undefined): Promise<Uint8Array | undefined> {
  try {
    return (await reader?.read())?.value;
  } catch (cause) {
    throw new AppError('fragment_bad', { cause, detail: { why: 'the body ended early' } });
  }
}

function join(chunks: Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
