import { downloadUrl } from './downloads.ts';
import type { Happening } from './happenings.ts';
import type { LiveSession, Peer } from './kit.ts';
import type { Recording } from './recorder.ts';
import { durationOf, fileName } from './recordings.ts';
import type { WebhookEvent } from './webhooks.ts';

export type Payload = { event: WebhookEvent } & Record<string, unknown>;

export interface Sender {
  organization: string;
  /** Where downloads are. */
  origin: string;
}

/** What a webhook says about a happening: camelCase, where REST is snake_case. Null for what no webhook tells. */
export function payloadOf(happening: Happening, sender: Sender): Payload | null {
  switch (happening.kind) {
    case 'started':
      return { event: 'meeting.started', meeting: meetingOf(happening.session, sender) };
    case 'ended':
      return { event: 'meeting.ended', meeting: meetingOf(happening.session, sender), reason: happening.reason };
    case 'joined':
      return {
        event: 'meeting.participantJoined',
        meeting: meetingOf(happening.session, sender),
        participant: participantOf(happening.peer),
      };
    case 'left':
      return {
        event: 'meeting.participantLeft',
        meeting: meetingOf(happening.session, sender),
        participant: { ...participantOf(happening.peer), leftAt: happening.leftAt.toISOString() },
      };
    case 'recording':
      return recordingUpdate(happening.recording, sender);
    case 'kicked':
    case 'deleted':
      return null;
    default:
      return happening satisfies never;
  }
}

function meetingOf({ id, meeting, startedAt, endedAt }: LiveSession, { organization }: Sender): object {
  return {
    id: meeting.id,
    sessionId: id,
    title: meeting.settings.title ?? '',
    roomName: meeting.id,
    status: 'LIVE',
    createdAt: startedAt.toISOString(),
    startedAt: startedAt.toISOString(),
    ...(endedAt ? { endedAt: endedAt.toISOString() } : {}),
    organizedBy: { id: organization, name: 'Stand-in' },
  };
}

function participantOf({ id, participant, joinedAt }: Peer): object {
  return {
    peerId: id,
    userDisplayName: participant.name,
    customParticipantId: participant.customId,
    clientSpecificId: participant.customId,
    joinedAt: joinedAt.toISOString(),
  };
}

function recordingUpdate(recording: Recording, { organization, origin }: Sender): Payload {
  const { id, meeting, sessionId, status, file, expiresAt, startedAt, stoppedAt } = recording;
  return {
    event: 'recording.statusUpdate',
    recording: {
      id,
      recordingId: id,
      status,
      downloadUrl: downloadUrl(recording, origin),
      audioDownloadUrl: null,
      downloadUrlExpiry: expiresAt?.toISOString() ?? null,
      startedTime: startedAt?.toISOString() ?? null,
      stoppedTime: stoppedAt?.toISOString() ?? null,
      fileSize: file ? String(file.length) : null,
      outputFileName: fileName(recording),
      meetingId: meeting.id,
      recordingDuration: durationOf(recording),
      organizationId: organization,
      roomUUID: sessionId,
    },
    meeting: {
      id: meeting.id,
      sessionId,
      title: meeting.settings.title ?? '',
      roomName: meeting.id,
      status: 'LIVE',
      organizedBy: { id: organization, name: 'Stand-in' },
    },
  };
}
