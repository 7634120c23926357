import type { Page } from '@playwright/test';

export interface Picture {
  /** Mean of all channels, 0 to 255. */
  brightness: number;
  /** Standard deviation: a flat black or grey picture has none. */
  contrast: number;
  /** Mean of red, green and blue, 0 to 255. */
  colour: [red: number, green: number, blue: number];
}

/** Plays a file in the page as a person would, seeks, and measures the picture at each second. */
export function pictures(page: Page, path: string, seconds: number[]): Promise<Picture[]> {
  return page.evaluate(
    async ({ path, seconds }) => {
      const video = document.createElement('video');
      video.src = path;
      video.muted = true;
      document.body.append(video);
      await new Promise((resolve, reject) => {
        video.onloadeddata = resolve;
        video.onerror = () => reject(new Error(video.error?.message));
      });
      const canvas = new OffscreenCanvas(160, 90);
      const drawing = canvas.getContext('2d', { willReadFrequently: true });
      if (!drawing) throw new Error('No canvas.');
      const found = [];
      for (const second of seconds) {
        // 'seeked' comes before the frame is there to be drawn.
        const presented = new Promise((resolve) => video.requestVideoFrameCallback(resolve));
        video.currentTime = second;
        await presented;
        drawing.drawImage(video, 0, 0, 160, 90);
        const { data } = drawing.getImageData(0, 0, 160, 90);
        const mean = (of: number) => (4 / data.length) * data.reduce((sum, v, i) => (i % 4 === of ? sum + v : sum), 0);
        const values = data.filter((_, index) => index % 4 < 3);
        const brightness = values.reduce((sum, value) => sum + value, 0) / values.length;
        const contrast = Math.sqrt(values.reduce((sum, value) => sum + (value - brightness) ** 2, 0) / values.length);
        found.push({ brightness, contrast, colour: [mean(0), mean(1), mean(2)] as Picture['colour'] });
      }
      return found;
    },
    { path, seconds },
  );
}
