import type { Browser, Page } from '@playwright/test';
import type { MediaKind } from '../../dev/stack/media.ts';
import { openLine } from '../harness/line.ts';
import { startOwnStack } from '../harness/own-stack.ts';
import { FAKE_DEVICES, keptUfrags, person, personIn, type Person } from './people.ts';

/** Who can move the tracks (worker/media). */
export const MEDIA = ['sfu', 'realtimekit'] as const satisfies MediaKind[];

/** Fieldroom with one of them, on ports and state of its own; while it runs, the tests' helpers talk to it. */
export interface MediaStack {
  /** May a page talk to this host. */
  isExpected: (host: string) => boolean;
  /** Somebody with several cameras. */
  person: () => Promise<Person>;
  /** The same, on a line to the app and to the service that can be cut. */
  personOnALine: () => Promise<{ person: Person; cut: () => Promise<void>; mend: () => Promise<void> }>;
  /** They leave, and a browser with the usual flags waits for the next: starting one takes longer than most steps of a test. */
  goHome: (people: Person[]) => Promise<void>;
  /** The service does not know this page's session, or accept its token, any more; it would let them in anew. */
  expel: (page: Page) => Promise<void>;
  /** The service accepts nothing that we show it, and who is in is out. */
  deny: () => Promise<void>;
  accept: () => Promise<void>;
  stopMedia: () => Promise<void>;
  startMedia: () => Promise<void>;
  stop: () => Promise<void>;
}

const PORTS = { app: 9797, mailbox: 9798, realtime: 29_798 };
/** The stand-in for RealtimeKit shows a certificate of its own. */
const FLAGS = [`${FAKE_DEVICES}=device-count=3`, '--ignore-certificate-errors'];

export async function startMediaStack(media: MediaKind, open = person): Promise<MediaStack> {
  const stack = await startOwnStack({ ports: PORTS, media });
  const { kitHost } = stack;
  const usual = new Set<Browser>();
  const idle: Browser[] = [];
  const tell = async (what: string, query: Record<string, string> = {}) => {
    const answer = await fetch(`${stack.realtime}/__${what}?${new URLSearchParams(query)}`);
    if (!answer.ok) throw new Error(`${what}: ${answer.status} at the media service.`);
  };
  return {
    isExpected: (host) => host === new URL(stack.origin).host || (kitHost !== null && host.endsWith(`.${kitHost}`)),
    async person() {
      const waiting = idle.pop();
      if (waiting) return personIn(waiting);
      const someone = await open({ without: [FAKE_DEVICES], flags: FLAGS });
      usual.add(someone.browser);
      return someone;
    },
    async personOnALine() {
      const app = await openLine(PORTS.app);
      const lines = [app];
      const rules = [`MAP ${new URL(stack.origin).host} 127.0.0.1:${app.port}`];
      if (kitHost !== null) {
        const wire = await openLine(Number(kitHost.split(':')[1]));
        lines.push(wire);
        rules.push(`MAP *.${kitHost.split(':')[0]} 127.0.0.1:${wire.port}`);
      }
      const flags = [...FLAGS, `--host-resolver-rules=${rules.join()}`];
      const someone = await open({ without: [FAKE_DEVICES], flags });
      let ufrags: string[] = [];
      return {
        person: someone,
        async cut() {
          ufrags = await keptUfrags(someone.page);
          for (const line of lines) line.hold();
          for (const ufrag of ufrags) await tell('cut', { ufrag });
        },
        async mend() {
          for (const ufrag of ufrags) await tell('cut', { ufrag, ms: '0' });
          for (const line of lines) {
            line.drop();
            line.release();
          }
        },
      };
    },
    async goHome(people) {
      const going = people.map(async ({ browser, context }) => {
        if (!usual.has(browser)) return browser.close();
        await context.close();
        idle.push(browser);
      });
      await Promise.all(going);
    },
    async expel(page) {
      for (const ufrag of await keptUfrags(page)) await tell('expel', { ufrag });
    },
    deny: () => tell('deny'),
    accept: () => tell('accept'),
    stopMedia: () => stack.parts.realtime.stop(),
    startMedia: () => stack.restartRealtime(),
    async stop() {
      await Promise.all([stack.stop(), ...idle.map((browser) => browser.close())]);
    },
  };
}
