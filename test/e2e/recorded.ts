import { Client } from '../../dev/seed/client.ts';
import { holdRecordedMeeting } from '../../dev/seed/recorded-meeting.ts';
import type { RecordingView, SessionDetails } from '../../wire/http.ts';
import type { Meeting } from './meeting.ts';
import { openMeeting } from './meeting.ts';

/** The seed's recording: 12 s, a key frame every 2 s. */
export const RECORDED_SECONDS = 12;

export interface Recorded extends Meeting {
  recording: string;
  view(): Promise<RecordingView>;
}

/** A Session whose recording is ready, with a chat message of the Participant and a note of the Researcher. */
export async function recordedMeeting(): Promise<Recorded> {
  const meeting = await openMeeting();
  const { client, session } = meeting;
  const secret = new URL(await meeting.participantLink()).hash.slice(1);
  const recording = await holdRecordedMeeting({
    researcher: client,
    participant: new Client(client.origin),
    session: session.id,
    secret,
    async during(host, participant) {
      participant.say({ t: 'chat', id: crypto.randomUUID(), to: 'all', text: 'I always start with the map.' });
      host.say({ t: 'note', id: crypto.randomUUID(), text: 'Starts with the map', agoMs: 0 });
      await participant.hear('chat');
      await host.hear('note');
    },
  });
  for (;;) {
    const { recording: row } = await client.call<SessionDetails>('GET', `/api/sessions/${session.id}`);
    if (row?.status === 'ready') break;
    if (row?.status === 'failed') throw new Error('The recording failed.');
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  const view = () => client.call<RecordingView>('GET', `/api/recordings/${recording}`);
  return { ...meeting, recording, view };
}
