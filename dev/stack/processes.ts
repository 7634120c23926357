import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';

/** Groups that still run: none outlives this process, however it ends (but by SIGKILL). */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) signal(child, 'SIGKILL');
});

/** How long a process group may take to end by itself before it is killed, ms. */
const END_PATIENCE = 3_000;

export interface Running {
  child: ChildProcess;
  /** Everything it has printed. */
  output: () => string;
  stop: () => Promise<void>;
}

export interface ProcessOptions {
  env?: Record<string, string>;
  /** Lines to pass on to our own output. */
  show?: (line: string) => boolean;
  onExit?: (code: number | null) => void;
}

/**
 * Starts a process in a group of its own and ends the whole group: signalling wrangler alone leaves workerd behind.
 */
export function run(name: string, command: string[], options: ProcessOptions = {}): Running {
  const [file = '', ...args] = command;
  const child = spawn(file, args, {
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...options.env },
  });
  running.add(child);
  let text = '';
  const take = (chunk: Buffer) => {
    text += chunk.toString();
    for (const line of chunk.toString().split('\n'))
      if (line.trim() && options.show?.(line)) console.log(`  ${name}: ${line.trim()}`);
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  const ended = new Promise<void>((resolve) => {
    child.once('exit', (code) => {
      options.onExit?.(code);
      resolve();
    });
  });
  return { child, output: () => text, stop: () => stopGroup(child, ended) };
}

async function stopGroup(child: ChildProcess, ended: Promise<void>): Promise<void> {
  signal(child, 'SIGTERM');
  const patience = setTimeout(() => signal(child, 'SIGKILL'), END_PATIENCE);
  await ended;
  clearTimeout(patience);
  // The leader is gone; workerd may still be on its way out in the same group.
  signal(child, 'SIGKILL');
  running.delete(child);
}

function signal(child: ChildProcess, name: NodeJS.Signals): void {
  if (!child.pid) return;
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Waits until `ready` says so; throws with what the process printed when it ends or takes too long. */
export async function waitFor(
  what: string,
  running: Running,
  ready: () => Promise<boolean>,
  patience = 60_000,
): Promise<void> {
  const until = Date.now() + patience;
  while (Date.now() < until) {
    if (running.child.exitCode !== null)
      throw new Error(`${what} ended with code ${running.child.exitCode}:\n${running.output()}`);
    if (await ready()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${what} was not ready after ${patience / 1000} s:\n${running.output()}`);
}

/** True when the address answers at all. */
export async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await response.arrayBuffer();
    return response.status < 500;
  } catch (error) {
    if (error instanceof TypeError || (error instanceof DOMException && error.name === 'TimeoutError')) return false;
    throw error;
  }
}
