import type { Client } from '../../../dev/seed/client.ts';
import { Client as BrowserManners, linkIn, newestMail } from '../../../dev/seed/client.ts';
import { comeToTheDoor } from '../../../dev/seed/meeting.ts';
import type { LinkView, SessionDetails, SessionRow } from '../../../wire/http.ts';
import type { BuiltWorker } from '../../harness/built-worker.ts';
import { openBenchStudy } from '../bench-study.ts';

/** How long the file of an hour may take, on a busy machine. ms */
const PATIENCE = 15 * 60_000;

export interface RecordedMeeting {
  client: Client;
  session: string;
  recording: string;
  /** Hands the next piece over, as the recording browser does. */
  handOver: (bytes: Uint8Array<ArrayBuffer>) => Promise<void>;
  /** Ends the meeting and waits until the file is ready. */
  end: () => Promise<void>;
}

/** A Session with a Researcher and a consenting Participant in, which is being recorded. */
export async function beginRecordedMeeting(worker: BuiltWorker): Promise<RecordedMeeting> {
  const { client, session: scheduled } = await openBenchStudy(worker);
  const person = { name: 'Noor', email: 'noor@people.example' };
  const { id } = await client.call<SessionRow>('POST', `/api/studies/${scheduled.studyId}/sessions/now`, {
    participant: person,
    lengthMinutes: 45,
    zone: 'UTC',
  });
  const mail = await newestMail(worker.mailbox, person.email, /./);
  const secret = new URL(linkIn(mail.text, new RegExp(`\\S+/j/${id}#\\S+`))).hash.slice(1);
  const host = await comeToTheDoor(client, id, null);
  const participant = new BrowserManners(worker.origin);
  const visitor = await comeToTheDoor(participant, id, secret);
  const { consent } = await participant.call<LinkView>('POST', `/api/j/${id}/exchange`, { secret });
  host.say({ t: 'enter', mic: false, cam: false, canRecord: true });
  await host.hear('welcome');
  visitor.say({ t: 'enter', mic: false, cam: false, consent: { version: consent?.version ?? 1 } });
  const { recording, segment } = await host.hear('record');
  let fragments = 0;
  return {
    client,
    session: id,
    recording,
    async handOver(bytes) {
      const path = `/api/j/${id}/recordings/${recording}/${segment}/${fragments}`;
      const put = await client.send('PUT', path, bytes, 'video/mp4');
      const answer = await put.text();
      if (!put.ok) throw new Error(`Fragment ${fragments}: ${put.status} ${answer}`);
      fragments += 1;
    },
    async end() {
      host.say({ t: 'end' });
      host.say({ t: 'recorded', recording, segment, fragments });
      await untilReady(client, id);
    },
  };
}

async function untilReady(client: Client, session: string): Promise<void> {
  for (const until = Date.now() + PATIENCE; Date.now() < until;) {
    const { recording } = await client.call<SessionDetails>('GET', `/api/sessions/${session}`);
    if (recording?.status === 'ready') return;
    if (recording?.status === 'failed') throw new Error('The recording failed.');
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error('The recording was not finished in time.');
}
