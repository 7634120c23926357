import { heldBytes, openInspector, type Answers } from '../inspector.ts';

/** How often the heap is asked for. ms */
const ASK_EVERY = 20;
/** How often V8 looks what the isolate is doing. us */
const SAMPLE_EVERY = 1_000;
/** Moments in which this isolate does nothing. */
const NOT_BUSY = new Set(['(root)', '(idle)']);

export interface IsolateUse {
  /** The most it held: V8's heap and what array buffers hold beside it, bytes. */
  peakBytes: number;
  /** Time in which it ran, by V8's profiler: its JavaScript, what that calls natively, its garbage collector. */
  busySeconds: number;
}

export interface IsolateWatch {
  /** What was used since the last question. */
  use: () => Promise<IsolateUse>;
  stop: () => void;
}

/** Watches the product's own isolate over its inspector; those of the simulators are others. */
export async function watchIsolate(inspector: URL): Promise<IsolateWatch> {
  const { ask, close } = await openInspector(inspector);
  let peak = 0;
  const asking = setInterval(() => {
    void ask('Runtime.getHeapUsage').then((heap) => {
      peak = Math.max(peak, heldBytes(heap));
    });
  }, ASK_EVERY);
  await ask('Profiler.enable');
  await ask('Profiler.setSamplingInterval', { interval: SAMPLE_EVERY });
  await ask('Profiler.start');
  return {
    async use() {
      // What an hour taken in within a minute has left behind is none of the next stretch's.
      await ask('HeapProfiler.collectGarbage');
      const { profile } = await ask('Profiler.stop');
      const found = { peakBytes: peak, busySeconds: busyMicroseconds(profile) / 1_000_000 };
      peak = 0;
      await ask('Profiler.start');
      return found;
    },
    stop() {
      clearInterval(asking);
      close();
    },
  };
}

/** Samples are taken only while the isolate runs: the time between two that lie far apart belongs to others. */
function busyMicroseconds({ nodes, samples }: Answers['Profiler.stop']['profile']): number {
  const names = new Map(nodes.map(({ id, callFrame }) => [id, callFrame.functionName]));
  return samples.filter((id) => !NOT_BUSY.has(names.get(id) ?? '')).length * SAMPLE_EVERY;
}
