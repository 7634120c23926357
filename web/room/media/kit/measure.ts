import type { Quality } from '../client.ts';
import { createLevels, readOwnLevel } from '../levels.ts';
import { readQuality } from '../quality.ts';
import type { KitMeeting } from './meeting.ts';

/** Reads how the meeting's connections are, as the sums that the room's judge compares; null while nothing flows. */
export async function measureMeeting({ client, others }: KitMeeting): Promise<Quality | null> {
  const consumers = others.all().flatMap(([, participant]) => participant.producers.map(({ consumer }) => consumer));
  const receivers = consumers.flatMap((consumer) => (consumer?.rtpReceiver ? [consumer.rtpReceiver] : []));
  const reports = await Promise.all([
    ...client.self.producers.map((producer) => producer.rtpSender.getStats()),
    ...receivers.map((receiver) => receiver.getStats()),
  ]);
  // One track's report brings the connection's own entries along: by their ids they count once.
  const entries = new Map(reports.flatMap((report) => [...(report as ReadonlyMap<string, unknown>)]));
  return entries.size === 0 ? null : readQuality(entries);
}

/** Reads how loud the others are, by number. */
export function createKitLevels(): (meeting: KitMeeting) => ReadonlyMap<number, number> {
  const read = createLevels();
  return ({ others }) =>
    read(
      others.all().flatMap(([n, { producers }]): [number, RTCRtpReceiver][] => {
        const voice = producers.find(({ kind, screenShare }) => kind === 'audio' && !screenShare);
        const receiver = voice?.consumer?.rtpReceiver;
        return receiver ? [[n, receiver]] : [];
      }),
    );
}

export function ownKitLevel({ client }: KitMeeting): Promise<number> {
  const mic = client.self.producers.find(({ kind, appData }) => kind === 'audio' && appData['screenShare'] !== true);
  return readOwnLevel(mic?.rtpSender);
}
