import type { Shown } from './ports.ts';

/** The recording's picture, px: what a shared screen stays legible in and a laptop can still encode beside a call. */
export const WIDTH = 1280;
export const HEIGHT = 720;
/** Pictures a second while the machine keeps up; pace.ts lowers it. */
export const FRAME_RATE = 25;
/** Between key frames, seconds: a fragment begins with one, and is what is lost at most when the browser dies. */
export const KEY_SECONDS = 1;
/** What the meeting is recorded in. */
export const MEETING: Shown = { view: 'meeting', width: WIDTH, height: HEIGHT };
/** Bits a second at most: a talking head needs a third of it, a scrolled screen all. */
const PICTURE_BITRATE = 2_000_000;
/** Bits a second for each pixel of a camera: 700 kbit/s at the room's 640x360. */
const CAMERA_BITS = 3;

/** High, main, constrained baseline, all level 3.1 (1280x720 at 30): every player of the last ten years knows them. */
const CODECS = ['avc1.64001f', 'avc1.4d001f', 'avc1.42e01f'];

/** The best H.264 set-up this browser can encode, or null. Works on the page and in workers. */
export async function findPictureConfig({ view, width, height }: Shown = MEETING): Promise<VideoEncoderConfig | null> {
  if (typeof VideoEncoder === 'undefined') return null;
  for (const codec of CODECS) {
    const config: VideoEncoderConfig = {
      codec,
      width,
      height,
      bitrate: view === 'camera' ? Math.min(PICTURE_BITRATE, CAMERA_BITS * width * height) : PICTURE_BITRATE,
      framerate: FRAME_RATE,
      latencyMode: 'realtime',
      avc: { format: 'avc' },
    };
    if ((await VideoEncoder.isConfigSupported(config)).supported) return config;
  }
  return null;
}

/** A camera of this size in its own file: as it is published, at most as large as the meeting, in even numbers as H.264 wants them. */
export function shownCamera({ width = WIDTH / 2, height = HEIGHT / 2 }: MediaTrackSettings = {}): Shown {
  const scale = Math.min(1, WIDTH / width, HEIGHT / height);
  const even = (side: number) => Math.max(2, 2 * Math.round((side * scale) / 2));
  return { view: 'camera', width: even(width), height: even(height) };
}
