declare global {
  interface Window {
    healBench: {
      /** When each frame of the others was presented, Date.now(), ascending. */
      frames: number[];
      /** Resolves with Date.now() of the moment when another person's hand is shown raised if it was not, or the other way round. */
      hand: () => Promise<number>;
    };
  }
}

/** Runs in the page before anything else: notes every frame that is presented of somebody else. */
export function watchHealing(): void {
  const frames: number[] = [];
  const seen = new WeakSet<Element>();
  const others = () => [...document.querySelectorAll('[data-person]')].filter((tile) => !isOwn(tile));
  const isOwn = (tile: Element) => tile.querySelector('strong')?.textContent === 'You';

  function follow(video: HTMLVideoElement): void {
    video.requestVideoFrameCallback(() => {
      frames.push(Date.now());
      follow(video);
    });
  }
  const look = () => {
    for (const video of others().flatMap((tile) => [...tile.querySelectorAll('video')])) {
      if (seen.has(video)) continue;
      seen.add(video);
      follow(video);
    }
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true });
  window.healBench = {
    frames,
    hand: () =>
      new Promise((resolve) => {
        const isUp = () => others().some((tile) => tile.textContent?.includes('Hand raised'));
        const before = isUp();
        const observer = new MutationObserver(() => {
          if (isUp() === before) return;
          observer.disconnect();
          resolve(Date.now());
        });
        observer.observe(document, { childList: true, subtree: true });
      }),
  };
}
