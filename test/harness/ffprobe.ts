import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { installDebian } from '../../dev/debian.ts';

/** What FFmpeg's reader, which knows nothing of ours, finds in a file. */
export interface Probed {
  seconds: number;
  /** Packets of each stream, by its codec as FFmpeg names it: h264, aac. */
  packets: Record<string, number>;
}

/** The part of `ffprobe -of json` that is asked for. */
interface Answer {
  streams: { codec_name: string; nb_read_packets: string }[];
  format: { duration: string };
}

const WHAT = 'stream=codec_name,nb_read_packets:format=duration';
const call = promisify(execFile);

/** Reads a file by its path, or its address with a `cookie`, to the end. Rejects when FFmpeg has anything to complain of. */
export async function probe(file: string, cookie?: string): Promise<Probed> {
  const headers = cookie === undefined ? [] : ['-headers', `Cookie: ${cookie}\r\n`];
  const args = [...headers, '-v', 'error', '-count_packets', '-show_entries', WHAT, '-of', 'json', file];
  const { stdout, stderr } = await call('ffprobe', args).catch((error: unknown) => {
    if (!isMissing(error)) throw error;
    installDebian(['ffmpeg'], 'Installing ffmpeg (Debian package) for its ffprobe …');
    return call('ffprobe', args);
  });
  if (stderr.trim()) throw new Error(`ffprobe complains: ${stderr.trim().split('\n').slice(0, 3).join('; ')}`);
  const { streams, format } = JSON.parse(stdout) as Answer;
  return {
    seconds: Number(format.duration),
    packets: Object.fromEntries(streams.map((one) => [one.codec_name, Number(one.nb_read_packets)])),
  };
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';
