import type { Page } from '@playwright/test';

declare global {
  interface Window {
    /** The longest that 'saved up to' has been behind the REC sign, s, while it said that all is well. */
    savedLag: number;
  }
}

/** Watches the REC sign from now on. */
export async function watchSaved(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.savedLag = 0;
    const seconds = (text: string) => text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
    setInterval(() => {
      const [, rec, saved] =
        /REC ([\d:]+)\s*saved up to ([\d:]+)/.exec(
          document.querySelector('[data-trouble="false"]')?.textContent ?? '',
        ) ?? [];
      if (rec && saved) window.savedLag = Math.max(window.savedLag, seconds(rec) - seconds(saved));
    }, 500);
  });
}

export const savedLag = (page: Page): Promise<number> => page.evaluate(() => window.savedLag);
