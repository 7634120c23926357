/** The newest frame of one track. Frames come from small pools: only one is held, all others are closed at once. */
export interface Frames {
  latest(): VideoFrame | null;
  close(): void;
}

/** Reads a MediaStreamTrackProcessor's stream until it ends or is closed. `onBroken` when the stream fails. */
export function openFrames(readable: ReadableStream<VideoFrame>, onBroken: (error: unknown) => void): Frames {
  const reader = readable.getReader();
  let newest: VideoFrame | null = null;
  let open = true;

  function drop(): void {
    newest?.close();
    newest = null;
  }

  async function read(): Promise<void> {
    for (;;) {
      const { value, done } = await reader.read();
      drop();
      if (done) break;
      if (open) newest = value;
      else value.close();
    }
  }

  read().catch(onBroken);
  return {
    latest: () => newest,
    close() {
      open = false;
      drop();
      reader.cancel().catch(onBroken);
    },
  };
}
