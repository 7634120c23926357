import { Client } from '../../dev/seed/client.ts';
import { comeToTheDoor } from '../../dev/seed/meeting.ts';
import { holdRecordedMeeting } from '../../dev/seed/recorded-meeting.ts';
import { makeFragments } from '../../dev/seed/recording.ts';
import type { RecordingView, SessionDetails } from '../../wire/http.ts';
import type { Meeting } from './meeting.ts';
import { openMeeting } from './meeting.ts';

/** The seed's recording: 12 s, a key frame every 2 s. */
export const RECORDED_SECONDS = 12;

export interface Recorded extends Meeting {
  recording: string;
  view(): Promise<RecordingView>;
}

interface RecordedWish {
  /** Pieces that never were, by number: the recorder stood still. */
  without?: readonly number[];
  /** Somebody comes in by the Guest link while it is recorded, and the Researcher marks that moment. */
  withGuest?: string;
}

/** A Session whose recording is ready, with a chat message of the Participant and a note of the Researcher. */
export async function recordedMeeting({ without = [], withGuest }: RecordedWish = {}): Promise<Recorded> {
  const meeting = await openMeeting();
  const { client, session } = meeting;
  const secret = new URL(await meeting.participantLink()).hash.slice(1);
  const recording = await holdRecordedMeeting({
    researcher: client,
    participant: new Client(client.origin),
    session: session.id,
    secret,
    fragments: (await makeFragments()).filter((_, number) => !without.includes(number)),
    async during(host, participant) {
      participant.say({ t: 'chat', id: crypto.randomUUID(), to: 'all', text: 'I always start with the map.' });
      host.say({ t: 'note', id: crypto.randomUUID(), text: 'Starts with the map', agoMs: 0 });
      await participant.hear('chat');
      await host.hear('note');
      if (withGuest === undefined) return;
      const link = new URL(meeting.guestLink);
      const guest = await comeToTheDoor(
        new Client(client.origin),
        link.pathname.split('/')[2] ?? '',
        link.hash.slice(1),
      );
      guest.say({ t: 'enter', mic: false, cam: false, name: withGuest });
      await guest.hear('welcome');
      host.say({ t: 'note', id: crypto.randomUUID(), text: '', agoMs: 0 });
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
