import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { PLAYED_AT_ONCE, serveFile } from './serve.ts';

const SIZE = PLAYED_AT_ONCE + 2;

/** What a file of SIZE bytes is answered with when this range of it is asked for. */
async function ask(range: string, download: boolean): Promise<string> {
  const file = { objectKey: `test/${crypto.randomUUID()}.mp4`, fileName: 'a.mp4' };
  await env.RECORDINGS.put(file.objectKey, new Uint8Array(SIZE));
  const request = new Request('https://fieldroom.test/file', { headers: { Range: range } });
  const response = await serveFile(env.RECORDINGS, file, request, download);
  const { byteLength } = await response.arrayBuffer();
  expect(Number(response.headers.get('Content-Length'))).toBe(byteLength);
  return `${response.status} ${response.headers.get('Content-Range')}`;
}

test('a player is given a bounded piece and asks on', async () => {
  expect(await ask('bytes=0-', false)).toBe(`206 bytes 0-${PLAYED_AT_ONCE - 1}/${SIZE}`);
  expect(await ask(`bytes=0-${PLAYED_AT_ONCE}`, false)).toBe(`206 bytes 0-${PLAYED_AT_ONCE - 1}/${SIZE}`);
  expect(await ask(`bytes=0-${PLAYED_AT_ONCE - 1}`, false)).toBe(`206 bytes 0-${PLAYED_AT_ONCE - 1}/${SIZE}`);
  expect(await ask('bytes=2-', false)).toBe(`206 bytes 2-${SIZE - 1}/${SIZE}`);
});

test('a download that is taken up again is given all the rest at once', async () => {
  expect(await ask('bytes=1-', true)).toBe(`206 bytes 1-${SIZE - 1}/${SIZE}`);
});
