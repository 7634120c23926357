import { openCameraView } from './camera-view.ts';
import type { MediaClock } from './clock.ts';
import { openComposer, type Composer } from './composer.ts';
import { hearClock } from './hearing.ts';
import type { FromCompose, ToCompose } from './messages.ts';
import { CAMERA_STEPS, MEETING_STEPS, openPace } from './pace.ts';
import { KEY_SECONDS } from './picture.ts';
import { openPictureEncoder, type PictureEncoder } from './picture-encoder.ts';

/** A key frame this often, hundredths of a second. */
const KEY_EVERY = KEY_SECONDS * 100;
/** A picture in which nothing moves is repeated this often, hundredths of a second: players dislike longer gaps. */
const STILL_EVERY = 20;
/** So many seconds without a frame of sound: the clock is broken. Counted by a timer, so that a laptop's sleep is no fault. */
const SOUNDLESS_MAX = 5;
/** Until the first sound the clock is looked at this often, ms. */
const FIRST_LOOK = 5;
/** How often the page is told the pace, ms. */
const TOLD_EVERY = 2_000;

const tell = (message: FromCompose) => self.postMessage(message);
const fail = (error: unknown) =>
  tell({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) });

let clock: MediaClock | null = null;
let pace = openPace();
let maker: Maker | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
let watch: ReturnType<typeof setInterval> | undefined;
let lastSlot = -Infinity;
let lastKey = -Infinity;
let keyOwed = true;
let made = 0;
let toldAt = performance.now();
let soundless = 0;

interface Maker {
  composer: Composer;
  encoder: PictureEncoder;
}

/** One look at the clock: makes the picture that is due, if any, and sets the alarm for the next. */
function tick(): void {
  const now = performance.now();
  const seconds = clock?.at(now) ?? null;
  const slot = seconds === null ? null : pace.due(seconds);
  if (maker && slot !== null) makePicture(maker, slot);
  if (now - toldAt >= TOLD_EVERY) {
    tell({ kind: 'pace', framesPerSecond: (made * 1000) / (now - toldAt) });
    toldAt = now;
    made = 0;
  }
  // A millisecond more: a timer that fires just too early would only have to be set again.
  const wait = seconds === null ? FIRST_LOOK : pace.wait(clock?.at(performance.now()) ?? seconds) * 1000 + 1;
  timer = setTimeout(tick, wait);
}

function makePicture({ composer, encoder }: Maker, slot: number): void {
  // The first picture starts the recording, even when it comes a little after the first sound.
  const at = lastSlot === -Infinity ? 0 : slot;
  keyOwed ||= at - lastKey >= KEY_EVERY;
  if (encoder.busy()) {
    pace.took(slot, 'missed');
    return;
  }
  const moved = composer.paint();
  pace.took(slot, 'kept');
  if (!moved && !keyOwed && at - lastSlot < STILL_EVERY) return;
  encoder.encode(composer.picture(), at, pace.step(), keyOwed);
  if (keyOwed) lastKey = at;
  keyOwed = false;
  lastSlot = at;
  made++;
}

/** A last picture, however busy the encoder is: the picture shall reach as far as the sound. */
function makeLastPicture({ composer, encoder }: Maker): void {
  const seconds = clock?.at(performance.now()) ?? null;
  const slot = seconds === null ? null : pace.due(seconds);
  if (slot === null) return;
  composer.paint();
  encoder.encode(composer.picture(), lastSlot === -Infinity ? 0 : slot, pace.step(), keyOwed);
}

self.addEventListener('message', ({ data }: MessageEvent<ToCompose>) => {
  switch (data.kind) {
    case 'start':
      maker = {
        composer: data.view === 'camera' ? openCameraView(data.config, fail) : openComposer(fail),
        encoder: openPictureEncoder(data.config, data.pictures, fail),
      };
      pace = openPace(data.view === 'camera' ? CAMERA_STEPS : MEETING_STEPS);
      ({ clock } = hearClock(data.clock, data.view === 'camera' ? 'alone' : 'meeting', {
        onSlipped: (ms) => tell({ kind: 'slipped', ms }),
        onApart: (goodMs) => tell({ kind: 'apart', goodMs }),
        onHeard: () => (soundless = 0),
      }));
      watch = setInterval(() => {
        if (++soundless === SOUNDLESS_MAX) fail('The sound of this computer stands still.');
      }, 1_000);
      tick();
      break;
    case 'source':
      maker?.composer.addSource(data.id, data.readable);
      break;
    case 'began':
      clock?.began(data.at - performance.timeOrigin);
      break;
    case 'tiles':
      maker?.composer.setTiles(data.tiles);
      break;
    case 'stop':
      clearTimeout(timer);
      clearInterval(watch);
      if (maker) makeLastPicture(maker);
      maker?.composer.setTiles([]);
      maker?.encoder.end().catch(fail);
      break;
    default:
      data satisfies never;
  }
});
