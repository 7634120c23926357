import type { BrowserContext } from '@playwright/test';

/** A camera that shows this colour, and white for half as long as there is between two sounds of `tick` (voices.ts). */
export async function giveCamera(context: BrowserContext, colour: string, every: number): Promise<void> {
  await context.addInitScript(
    ({ colour, every }) => {
      const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      const canvas = new OffscreenCanvas(640, 360);
      const drawing = canvas.getContext('2d');
      if (!drawing) throw new Error('No canvas.');
      const draw = drawing;
      function open(): MediaStreamTrack {
        const track = new MediaStreamTrackGenerator({ kind: 'video' });
        const writer = track.writable.getWriter();
        const timer = setInterval(() => {
          if (track.readyState === 'ended') return clearInterval(timer);
          const second = (performance.timeOrigin + performance.now()) / 1_000;
          draw.fillStyle = second % every < every / 2 ? 'white' : colour;
          draw.fillRect(0, 0, 640, 360);
          const frame = new VideoFrame(canvas, { timestamp: performance.now() * 1_000 });
          writer.write(frame).catch(() => clearInterval(timer));
        }, 50);
        return track;
      }
      navigator.mediaDevices.getUserMedia = async (wanted) => {
        const stream = await real(wanted);
        const [picture] = stream.getVideoTracks();
        if (!picture) return stream;
        picture.stop();
        return new MediaStream([open(), ...stream.getAudioTracks()]);
      };
    },
    { colour, every },
  );
}
