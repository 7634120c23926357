declare global {
  interface Window {
    joinBench: {
      ready: Promise<number>;
      /** Clicks 'Join'; resolves with ms from the click to the first remote frame on the screen. */
      join: () => Promise<number>;
    };
  }
}

/** Runs in the page before anything else. Times are ms since navigation; nothing polls, so that it costs no CPU. */
export function watchJoin(): void {
  const ready = Promise.withResolvers<number>();
  const frame = Promise.withResolvers<number>();
  let clicked: number | null = null;
  const seen = new WeakSet<Element>();

  const joinButton = () =>
    [...document.querySelectorAll('button')].find(
      (button) => button.textContent?.trim() === 'Join' && !button.hidden && !button.disabled,
    );
  const look = () => {
    if (clicked === null) {
      if (joinButton()) ready.resolve(performance.now());
      return;
    }
    for (const video of document.querySelectorAll('video')) {
      if (seen.has(video)) continue;
      seen.add(video);
      video.requestVideoFrameCallback(() => frame.resolve(performance.now()));
    }
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true, attributes: true });
  window.joinBench = {
    ready: ready.promise,
    async join() {
      clicked = performance.now();
      joinButton()?.click();
      return (await frame.promise) - clicked;
    },
  };
}
