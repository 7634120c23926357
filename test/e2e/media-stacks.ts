import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MediaKind } from '../../dev/stack/media.ts';
import { startStack } from '../../dev/stack/stack.ts';
import { person, type Person } from './people.ts';

/** Who can move the tracks (worker/media). */
export const MEDIA = ['sfu', 'realtimekit'] as const satisfies MediaKind[];

/** Fieldroom with one of them, on ports and state of its own; while it runs, the tests' helpers talk to it. */
export interface MediaStack {
  /** May a page talk to this host. */
  isExpected: (host: string) => boolean;
  /** Somebody with several cameras. */
  person: () => Promise<Person>;
  stopMedia: () => Promise<void>;
  startMedia: () => Promise<void>;
  stop: () => Promise<void>;
}

const PORTS = { app: 9797, mailbox: 9798, realtime: 29_798 };
const ONE_CAMERA = '--use-fake-device-for-media-stream';
/** The stand-in for RealtimeKit shows a certificate of its own. */
const FLAGS = [`${ONE_CAMERA}=device-count=3`, '--ignore-certificate-errors'];

export async function startMediaStack(media: MediaKind): Promise<MediaStack> {
  const state = mkdtempSync(join(tmpdir(), 'fieldroom-media-'));
  const stack = await startStack({ state, secrets: join(state, 'secrets.env'), ports: PORTS, media });
  const { FIELDROOM_ORIGIN = '', FIELDROOM_MAILBOX = '' } = process.env;
  Object.assign(process.env, { FIELDROOM_ORIGIN: stack.origin, FIELDROOM_MAILBOX: stack.mailbox });
  const { kitHost } = stack;
  return {
    isExpected: (host) => host === new URL(stack.origin).host || (kitHost !== null && host.endsWith(`.${kitHost}`)),
    person: () => person({ without: [ONE_CAMERA], flags: FLAGS }),
    stopMedia: () => stack.parts.realtime.stop(),
    startMedia: () => stack.restartRealtime(),
    async stop() {
      Object.assign(process.env, { FIELDROOM_ORIGIN, FIELDROOM_MAILBOX });
      await stack.stop();
      rmSync(state, { recursive: true, force: true });
    },
  };
}
