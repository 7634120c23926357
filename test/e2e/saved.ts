import type { Page } from '@playwright/test';

/** What the room calls safe of the recording, seconds. */
export async function savedSeconds(page: Page): Promise<number> {
  const text =
    (await page
      .getByText(/saved up to/)
      .first()
      .textContent()) ?? '';
  const [minutes = 0, seconds = 0] = (/(\d+):(\d\d)/.exec(text) ?? []).slice(1).map(Number);
  return minutes * 60 + seconds;
}
