import type { LinkView } from '../../wire/http.ts';
import type { RecordingState } from '../../wire/room.ts';
import type { Client } from './client.ts';
import type { Visitor } from './meeting.ts';
import { comeToTheDoor } from './meeting.ts';
import { makeFragments } from './recording.ts';

export interface RecordedMeeting {
  researcher: Client;
  participant: Client;
  session: string;
  /** Secret of the Participant's link. */
  secret: string;
  /** What the Researcher's browser hands over, the head first; the seed's own recording when absent. */
  fragments?: Uint8Array<ArrayBuffer>[];
  /** What is said and written while it is recorded. */
  during?: (host: Visitor, participant: Visitor) => Promise<void>;
  /** How long the service records before that, ms. */
  recordsFor?: number;
}

/** A recording by the service is at least so long: below 5 s it may fail. ms. */
const SERVICE_RECORDS = 6_000;

/** A short real meeting over the Room's socket, with a recording handed over as a browser would; its id. */
export async function holdRecordedMeeting(meeting: RecordedMeeting): Promise<string> {
  const { researcher, session, during } = meeting;
  const { host, guest } = await meet(meeting);
  const { recording, segment } = await host.hear('record');
  const fragments = meeting.fragments ?? (await makeFragments());
  for (const [number, bytes] of fragments.entries()) {
    const put = await researcher.send(
      'PUT',
      `/api/j/${session}/recordings/${recording}/${segment}/${number}`,
      bytes,
      'video/mp4',
    );
    if (!put.ok) throw new Error(`Fragment ${number} of the recording: ${put.status} ${await put.text()}`);
  }
  await during?.(host, guest);
  host.say({ t: 'end' });
  host.say({ t: 'recorded', recording, segment, fragments: fragments.length });
  await host.hear('gone');
  return recording;
}

/** The same where the media service records: it is left some seconds to do so. */
export async function holdServiceRecordedMeeting(meeting: RecordedMeeting): Promise<void> {
  const { host, guest } = await meet(meeting);
  await hearRecording(host, 'on');
  await new Promise((resolve) => setTimeout(resolve, meeting.recordsFor ?? SERVICE_RECORDS));
  await meeting.during?.(host, guest);
  host.say({ t: 'end' });
  await host.hear('gone');
}

export async function hearRecording(host: Visitor, wanted: RecordingState['state']): Promise<void> {
  let state = '';
  while (state !== wanted) ({ state } = (await host.hear('recording')).recording);
}

async function meet({ researcher, participant, session, secret }: RecordedMeeting) {
  const host = await comeToTheDoor(researcher, session, null);
  const guest = await comeToTheDoor(participant, session, secret);
  const { consent } = await participant.call<LinkView>('POST', `/api/j/${session}/exchange`, { secret });
  host.say({ t: 'enter', mic: false, cam: false, canRecord: true });
  await host.hear('welcome');
  guest.say({ t: 'enter', mic: false, cam: false, consent: { version: consent?.version ?? 1 } });
  return { host, guest };
}
