import { once } from 'node:events';
import { WebSocket } from 'ws';

/** What V8 answers over its inspector (Chrome DevTools Protocol), as far as the benches ask. */
export interface Answers {
  'Runtime.getHeapUsage': { usedSize: number; embedderHeapUsedSize: number; backingStorageSize: number };
  'Profiler.stop': {
    profile: {
      nodes: { id: number; callFrame: { functionName: string } }[];
      samples: number[];
    };
  };
}

export interface Inspector {
  ask: <Method extends string>(
    method: Method,
    params?: object,
  ) => Promise<Method extends keyof Answers ? Answers[Method] : unknown>;
  close: () => void;
}

/** All that an isolate holds: V8's heap and what array buffers hold beside it, bytes. */
export function heldBytes(heap: Answers['Runtime.getHeapUsage']): number {
  return heap.usedSize + heap.embedderHeapUsedSize + heap.backingStorageSize;
}

/** Talks to the inspector of one isolate. */
export async function openInspector(address: URL): Promise<Inspector> {
  // This client sends no User-Agent: wrangler's proxy then asks for no Origin.
  const socket = new WebSocket(address);
  await once(socket, 'open');
  const waiting = new Map<number, (result: never) => void>();
  socket.on('message', (data: Buffer) => {
    const { id, result } = JSON.parse(data.toString()) as { id?: number; result: never };
    waiting.get(id ?? 0)?.(result);
    waiting.delete(id ?? 0);
  });
  let last = 0;
  return {
    ask: (method, params = {}) =>
      new Promise((resolve) => {
        waiting.set((last += 1), resolve);
        socket.send(JSON.stringify({ id: last, method, params }));
      }),
    close: () => socket.close(),
  };
}
