import { provideAac } from './aac.ts';
import { openFragmentWriter, type FragmentWriter } from './fragments.ts';
import { openHandover } from './handover.ts';
import type { FromMux, PictureMessage, SoundMessage, ToMux } from './messages.ts';
import { segmentLock } from './resume.ts';
import { noSpool, openSpool } from './spool.ts';

type Start = Extract<ToMux, { kind: 'start' }>;

const tell = (message: FromMux) => self.postMessage(message);
const fail = (error: unknown) =>
  tell({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) });

/** Loaded at once: the worker may be opened long before it is told to start. */
const encoder = provideAac();
encoder.catch((error: unknown) => console.warn('fieldroom: the sound encoder was not loaded', error));

/** Resolves the lock's promise: the segment is no longer ours. */
let release = (): void => undefined;
let finish = (): void => undefined;
let afterMs = 0;

async function start({ sessionId, recording, segment, seat, pictures, sound }: Start): Promise<void> {
  await holdLock(segmentLock(recording, segment));
  await encoder;
  const spool = await openSpool().catch(noSpool);
  const handover = openHandover(spool, {
    onLanded: ({ savedMs, pending }) => tell({ kind: 'progress', savedMs, pending }),
    onRefused: fail,
    onUnspooled: () => tell({ kind: 'unspooled' }),
  });
  let number = 0;
  let spooled = Promise.resolve();
  const writer = await openFragmentWriter(pictures !== null, (bytes) => {
    const beginning = number === 0 ? { afterMs } : {};
    const fragment = { sessionId, recording, segment, seat, number: number++, ...beginning, bytes, at: Date.now() };
    spooled = Promise.all([spooled, handover.add(fragment)]).then(() => undefined);
  });
  finish = once(() => {
    writer
      .end()
      .catch(fail)
      .then(() => tell({ kind: 'ended', fragments: number }))
      .then(() => spooled)
      .then(() => handover.settled())
      .catch(fail)
      .finally(() => {
        release();
        tell({ kind: 'stopped', fragments: number });
      });
  });
  feed(writer, pictures, sound);
  tell({ kind: 'ready' });
}

/** Passes on what arrives, one after the other, and finishes when every track has said its end. */
function feed(writer: FragmentWriter, pictures: MessagePort | null, sound: MessagePort): void {
  let open = pictures ? 2 : 1;
  let chain = Promise.resolve();
  const failOnce = once(fail);
  const queue = (step: () => Promise<void>) => (chain = chain.then(step).catch(failOnce));
  const ended = async () => {
    if (--open === 0) finish();
  };
  if (pictures) {
    pictures.onmessage = ({ data }: MessageEvent<PictureMessage>) =>
      void queue(data.kind === 'end' ? ended : () => writer.addPicture(data));
  }
  sound.onmessage = ({ data }: MessageEvent<SoundMessage>) =>
    void queue(data.kind === 'end' ? ended : () => writer.addSound(data));
}

/** Holds the lock until `release`, or until this worker is gone. Rejects when another window of this browser has it. */
function holdLock(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const over = new Promise<void>((done) => (release = done));
    navigator.locks
      .request(name, { ifAvailable: true }, async (lock) => {
        if (!lock) throw new Error('Another window of this browser is recording this already.');
        resolve();
        await over;
      })
      .catch(reject);
  });
}

function once<Args extends unknown[]>(act: (...args: Args) => void): (...args: Args) => void {
  let done = false;
  return (...args) => {
    if (!done) act(...args);
    done = true;
  };
}

self.addEventListener('message', ({ data }: MessageEvent<ToMux>) => {
  if (data.kind === 'start') start(data).catch(fail);
  else if (data.kind === 'began') afterMs = data.afterMs;
  else finish();
});
