/** The recording's picture, px: what a shared screen stays legible in and a laptop can still encode beside a call. */
export const WIDTH = 1280;
export const HEIGHT = 720;
/** Pictures a second while the machine keeps up; pace.ts lowers it. */
export const FRAME_RATE = 25;
/** Between key frames, seconds: a fragment begins with one, and is what is lost at most when the browser dies. */
export const KEY_SECONDS = 1;
/** Bits a second: a talking head needs a third of it, a scrolled screen all. */
const PICTURE_BITRATE = 2_000_000;

/** High, main, constrained baseline, all level 3.1 (1280x720 at 30): every player of the last ten years knows them. */
const CODECS = ['avc1.64001f', 'avc1.4d001f', 'avc1.42e01f'];

/** The best H.264 set-up this browser can encode, or null. Works on the page and in workers. */
export async function findPictureConfig(): Promise<VideoEncoderConfig | null> {
  if (typeof VideoEncoder === 'undefined') return null;
  for (const codec of CODECS) {
    const config: VideoEncoderConfig = {
      codec,
      width: WIDTH,
      height: HEIGHT,
      bitrate: PICTURE_BITRATE,
      framerate: FRAME_RATE,
      latencyMode: 'realtime',
      avc: { format: 'avc' },
    };
    if ((await VideoEncoder.isConfigSupported(config)).supported) return config;
  }
  return null;
}
