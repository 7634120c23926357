import { readdirSync, readFileSync } from 'node:fs';
import { startBuiltWorker, type BuiltWorker } from '../harness/built-worker.ts';
import { treeCpuSeconds } from './cpu.ts';
import { watchHeap } from './remux/heap.ts';
import { makeHour } from './remux/hour.ts';
import { beginRecordedMeeting } from './remux/meeting.ts';
import { readPackets } from './remux/read-packets.ts';
import { slowestSeek } from './remux/seek.ts';
import type { Metric } from './results.ts';

const HOUR_SECONDS = 3_600;
const MB = 1_000_000;
/** What R2 bills as reads (class B). */
const READS = new Set(['get', 'head']);

/** As test/edge/metered-worker.ts notes it. */
interface Operation {
  call: string;
  bytes: number;
}

/**
 * A recording of `seconds` (an hour unless said otherwise) is handed over as by a browser, fragment by fragment over HTTP, and
 * finished by the Room's alarms. CPU is that of the runtime's process from the end of the meeting to the finished
 * file, without what the same calls of R2 cost there with nothing done between them: the simulator of R2 runs in it, too.
 */
export async function measure(seconds = String(HOUR_SECONDS)): Promise<Metric[]> {
  const worker = await startBuiltWorker('test/edge/metered-worker.ts', {}, { inspected: true });
  try {
    const runtime = childCalled('workerd');
    const meeting = await beginRecordedMeeting(worker);
    const heap = await watchHeap(await worker.inspector());
    const hour = await makeHour(Number(seconds));
    let [bytes, fragments] = [0, 0];
    const beforeIngest = treeCpuSeconds(runtime);
    for await (const fragment of hour.fragments) {
      await meeting.handOver(fragment);
      bytes += fragment.length;
      fragments += 1;
    }
    const before = treeCpuSeconds(runtime);
    const ingested = await operations(worker);
    console.log(`  ${Math.round(bytes / MB)} MB in ${fragments} fragments; taking them in: ${show(ingested)},`);
    console.log(`  ${(before - beforeIngest).toFixed(2)} s of CPU with the simulators, ${mb(heap.peak())} MB at most`);
    const began = await meeting.end();
    const wall = (performance.now() - began) / 1_000;
    const cpu = treeCpuSeconds(runtime) - before;
    const finished = await operations(worker);
    const peak = heap.peak();
    const simulated = await replay(worker, runtime, { meeting, finished });
    console.log(`  finished after ${wall.toFixed(1)} s: ${show(finished)},`);
    console.log(`  ${cpu.toFixed(2)} s of CPU, the same calls alone ${simulated.toFixed(2)} s, ${mb(peak)} MB at most`);
    heap.stop();
    const cookie = meeting.client
      .cookies()
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
    const file = `${worker.origin}/api/recordings/${meeting.recording}/file`;
    const read = await readPackets(file, cookie);
    const differ = read.video.differsFrom(hour.packets.video) + read.audio.differsFrom(hour.packets.audio);
    console.log(`  an independent reader found ${read.video.length} pictures and ${read.audio.length} sounds`);
    const perHour = HOUR_SECONDS / Number(seconds);
    const reads = finished.filter(({ call }) => READS.has(call)).length;
    return [
      { name: 'remux.cpu_s_per_hour', value: Math.max(0, cpu - simulated) * perHour, unit: 's' },
      { name: 'remux.peak_mb', value: peak / MB, unit: 'mb' },
      { name: 'remux.r2_reads', value: reads, unit: 'count' },
      { name: 'remux.packets_differ', value: differ, unit: 'count' },
      {
        name: 'remux.seek_ms_max',
        value: await slowestSeek(worker.origin, file, meeting.client.cookies()),
        unit: 'ms',
      },
      { name: 'remux.wall_s', value: wall, unit: 's' },
    ];
  } finally {
    await worker.stop();
  }
}

interface Finished {
  meeting: { session: string; recording: string };
  finished: Operation[];
}

/** CPU seconds of the calls of R2 by themselves, in the same process. */
async function replay(worker: BuiltWorker, runtime: number, { meeting, finished }: Finished): Promise<number> {
  const before = treeCpuSeconds(runtime);
  const file = `recordings/${meeting.session}/${meeting.recording}.mp4`;
  const response = await fetch(`${worker.origin}/bench/replay?file=${file}`, {
    method: 'POST',
    body: JSON.stringify(finished),
  });
  if (!response.ok) throw new Error(`The replay: ${response.status} ${await response.text()}`);
  return treeCpuSeconds(runtime) - before;
}

/** The calls of R2 since the last question. */
async function operations(worker: BuiltWorker): Promise<Operation[]> {
  const response = await fetch(`${worker.origin}/bench/operations`);
  return (await response.json()) as Operation[];
}

const mb = (bytes: number) => Math.round(bytes / MB);

function show(found: Operation[]): string {
  const counts = Map.groupBy(found, ({ call }) => call);
  return [...counts].map(([call, all]) => `${all.length} ${call}`).join(', ') || 'no call of R2';
}

/** This process's child of that name. Linux only. */
function childCalled(name: string): number {
  for (const pid of readdirSync('/proc')) {
    if (!/^\d+$/.test(pid)) continue;
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    if (status.startsWith(`Name:\t${name}\n`) && status.includes(`\nPPid:\t${process.pid}\n`)) return Number(pid);
  }
  throw new Error(`There is no ${name}.`);
}
