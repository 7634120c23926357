import { askSignInLink, Client } from '../../dev/seed/client.ts';
import type { SessionRow, Study } from '../../wire/http.ts';
import { DAY } from '../../wire/limits.ts';
import type { BuiltWorker } from '../harness/built-worker.ts';

/** A signed-in Researcher with a Study that is Live and one Session in it, two days ahead. */
export async function openBenchStudy(
  { origin, mailbox }: BuiltWorker,
  who = 'rosa',
): Promise<{ client: Client; study: string; session: SessionRow }> {
  const client = new Client(origin);
  const token = (await askSignInLink(client, mailbox, `${who}@lab.example`)).split('#')[1];
  await client.call('POST', '/api/sign-in/complete', { token });
  await client.call('PATCH', '/api/workspace', { relaxedBooking: true });
  const { id: study } = await client.call<Study>('POST', '/api/studies', { title: 'Maps', lengthMinutes: 30 });
  await client.call('PATCH', `/api/studies/${study}`, { state: 'live' });
  const session = await client.call<SessionRow>('POST', `/api/studies/${study}/sessions`, {
    participant: { name: 'Pat', email: 'pat@people.example' },
    startsAt: new Date(Date.now() + 2 * DAY).toISOString(),
    lengthMinutes: 30,
    zone: 'Asia/Kolkata',
  });
  return { client, study, session };
}
