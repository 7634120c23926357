import { readdirSync, readFileSync } from 'node:fs';
import { startBuiltWorker, type BuiltWorker } from '../harness/built-worker.ts';
import { probe } from '../harness/ffprobe.ts';
import { treeCpuSeconds } from './cpu.ts';
import { makeHour, type MadeHour } from './remux/hour.ts';
import { watchIsolate, type IsolateUse } from './remux/isolate.ts';
import { beginRecordedMeeting, type RecordedMeeting } from './remux/meeting.ts';
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
 * finished by the Room's alarms. CPU is what V8's profiler finds in the product's own isolate from the end of the
 * meeting to the finished file; the simulators are isolates of their own.
 */
export async function measure(seconds = String(HOUR_SECONDS)): Promise<Metric[]> {
  const worker = await startBuiltWorker('test/edge/metered-worker.ts', {}, { inspected: true });
  try {
    const runtime = childCalled('workerd');
    const meeting = await beginRecordedMeeting(worker);
    const isolate = await watchIsolate(await worker.inspector());
    const hour = await makeHour(Number(seconds));
    const took = async (work: () => Promise<unknown>): Promise<Cost> => {
      await isolate.use();
      const [before, began] = [treeCpuSeconds(runtime), performance.now()];
      await work();
      const [wall, cpu] = [(performance.now() - began) / 1_000, treeCpuSeconds(runtime) - before];
      return { wall, cpu, ...(await isolate.use()), calls: await operations(worker) };
    };
    let [bytes, fragments] = [0, 0];
    const ingested = await took(async () => {
      for await (const fragment of hour.fragments) {
        await meeting.handOver(fragment);
        bytes += fragment.length;
        fragments += 1;
      }
    });
    console.log(`  ${Math.round(bytes / MB)} MB in ${fragments} fragments`);
    console.log(`  taking them in: ${show(ingested)}`);
    const finished = await took(() => meeting.end());
    console.log(`  finishing: ${show(finished)}`);
    isolate.stop();
    const perHour = HOUR_SECONDS / Number(seconds);
    return [
      { name: 'remux.cpu_s_per_hour', value: finished.busySeconds * perHour, unit: 's' },
      { name: 'remux.peak_mb', value: finished.peakBytes / MB, unit: 'mb' },
      { name: 'remux.r2_reads', value: finished.calls.filter(({ call }) => READS.has(call)).length, unit: 'count' },
      ...(await checkFile(worker, meeting, hour)),
    ];
  } finally {
    await worker.stop();
  }
}

/** What a stretch of the bench cost. s */
interface Cost extends IsolateUse {
  wall: number;
  /** Of the runtime's whole process. */
  cpu: number;
  calls: Operation[];
}

async function checkFile(worker: BuiltWorker, meeting: RecordedMeeting, { packets }: MadeHour): Promise<Metric[]> {
  const cookies = meeting.client.cookies();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const file = `${worker.origin}/api/recordings/${meeting.recording}/file`;
  const { video, audio } = await readPackets(file, cookie);
  console.log(`  an independent reader found ${video.length} pictures and ${audio.length} sounds`);
  // As 'Download recording' has it: a player is answered piece by piece, which FFmpeg does not ask on after.
  const { packets: found } = await probe(`${file}?download=1`, cookie);
  console.log(`  ffprobe found ${found['h264']} pictures and ${found['aac']} sounds`);
  const disagreed = Math.abs((found['h264'] ?? 0) - video.length) + Math.abs((found['aac'] ?? 0) - audio.length);
  const differ = video.differsFrom(packets.video) + audio.differsFrom(packets.audio);
  return [
    { name: 'remux.packets_differ', value: differ, unit: 'count' },
    { name: 'remux.ffprobe_differs', value: disagreed, unit: 'count' },
    { name: 'remux.seek_ms_max', value: await slowestSeek(worker.origin, file, cookies), unit: 'ms' },
  ];
}

/** The calls of R2 since the last question. */
async function operations(worker: BuiltWorker): Promise<Operation[]> {
  const response = await fetch(`${worker.origin}/bench/operations`);
  return (await response.json()) as Operation[];
}

function show({ wall, cpu, busySeconds, peakBytes, calls }: Cost): string {
  const counts = [...Map.groupBy(calls, ({ call }) => call)].map(([call, all]) => `${all.length} ${call}`);
  const own = `${busySeconds.toFixed(2)} s in the isolate, ${Math.round(peakBytes / MB)} MB at most`;
  return `${wall.toFixed(1)} s, CPU of all ${cpu.toFixed(2)} s, ${own}; ${counts.join(', ') || 'no call of R2'}`;
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
