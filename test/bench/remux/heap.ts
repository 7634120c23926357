/** How often the isolate is asked; the asking costs the same in the run and in its replay. ms */
const ASK_EVERY = 20;

interface HeapUsage {
  usedSize: number;
  embedderHeapUsedSize: number;
  backingStorageSize: number;
}

export interface HeapWatch {
  /** The most the isolate held since the last question: V8's heap and what array buffers hold beside it, bytes. */
  peak: () => number;
  stop: () => void;
}

/** Watches the memory of the product's own isolate over its inspector; those of the simulators are others. */
export async function watchHeap(inspector: URL): Promise<HeapWatch> {
  const socket = new WebSocket(inspector);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', () => reject(new Error('The inspector does not answer.')));
  });
  let peak = 0;
  socket.addEventListener('message', ({ data }: MessageEvent<string>) => {
    const { result } = JSON.parse(data) as { result?: Partial<HeapUsage> };
    const { usedSize = 0, embedderHeapUsedSize = 0, backingStorageSize = 0 } = result ?? {};
    peak = Math.max(peak, usedSize + embedderHeapUsedSize + backingStorageSize);
  });
  let id = 0;
  const asking = setInterval(
    () => socket.send(JSON.stringify({ id: (id += 1), method: 'Runtime.getHeapUsage' })),
    ASK_EVERY,
  );
  return {
    peak() {
      const found = peak;
      peak = 0;
      return found;
    },
    stop() {
      clearInterval(asking);
      socket.close();
    },
  };
}
