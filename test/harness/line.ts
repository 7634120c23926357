import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** One person's line to the app, to be cut at will: a TCP relay in front of its port. Media goes past it, over UDP. */
export interface Line {
  port: number;
  /** Ends all connections at once, as a deploy or a switch of networks does. New ones are welcome. */
  drop: () => void;
  /** Nothing gets through in either direction until `release`; connections stay open, as on a Wi-Fi without air. */
  hold: () => void;
  release: () => void;
  stop: () => Promise<void>;
}

export async function openLine(target: number): Promise<Line> {
  const sockets = new Set<Socket>();
  let held = false;
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.setNoDelay(true);
      // A relay has nothing to say about either side's trouble but to end the other one, too.
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
      from.on('data', (chunk) => to.write(chunk));
      from.on('end', () => to.end());
      if (held) from.pause();
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    drop() {
      for (const socket of sockets) socket.destroy();
    },
    hold() {
      held = true;
      for (const socket of sockets) socket.pause();
    },
    release() {
      held = false;
      for (const socket of sockets) socket.resume();
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
