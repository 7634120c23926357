export interface Standstill {
  /** Date.now() of the frame before and of the one after. */
  from: number;
  until: number;
}

declare global {
  interface Window {
    soakBench: {
      /** Pictures of others that stood for more than a second. */
      standstills: Standstill[];
      /** Times at which this page's own timer came late by more than LATE. */
      late: Standstill[];
    };
  }
}

/** Runs in the page before anything else: notes frames that are missing, and what the machine's own load explains. */
export function watchSoak(): void {
  const FREEZE = 1_000;
  const TICK = 100;
  /** A timer of a page with nothing to do comes within a few ms; this late, the machine had no time for anybody. */
  const LATE = 300;
  const standstills: Standstill[] = [];
  const late: Standstill[] = [];
  const seen = new WeakSet<Element>();
  window.soakBench = { standstills, late };

  let ticked = Date.now();
  setInterval(() => {
    const now = Date.now();
    if (now - ticked > TICK + LATE) late.push({ from: ticked, until: now });
    ticked = now;
  }, TICK);

  function follow(video: HTMLVideoElement, before: number | null): void {
    video.requestVideoFrameCallback(() => {
      const now = Date.now();
      if (before !== null && now - before > FREEZE) standstills.push({ from: before, until: now });
      follow(video, now);
    });
  }
  new MutationObserver(() => {
    for (const tile of document.querySelectorAll('[data-person]')) {
      if (tile.querySelector('strong')?.textContent === 'You') continue;
      for (const video of tile.querySelectorAll('video')) {
        if (seen.has(video)) continue;
        seen.add(video);
        follow(video, null);
      }
    }
  }).observe(document, { childList: true, subtree: true, characterData: true });
}
