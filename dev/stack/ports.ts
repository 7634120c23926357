import { createServer } from 'node:net';

/** How many ports after the wanted one are tried. */
const TRIES = 50;

/** The wanted port, or the next free one after it, on 127.0.0.1. */
export async function freePort(wanted: number): Promise<number> {
  for (let port = wanted; port < wanted + TRIES; port++) if (await isFree(port)) return port;
  throw new Error(`No free port from ${wanted} to ${wanted + TRIES - 1}.`);
}

/** Free for whoever listens on all addresses or on loopback only. */
async function isFree(port: number): Promise<boolean> {
  return (await canListen(port, '127.0.0.1')) && (await canListen(port, '0.0.0.0'));
}

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}
