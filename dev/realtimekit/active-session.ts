import * as v from 'valibot';
import { decode } from './decode.ts';
import { invalid } from './errors.ts';
import type { LiveSessions } from './live.ts';

const KickBody = v.strictObject({
  participant_ids: v.optional(v.array(v.string())),
  custom_participant_ids: v.optional(v.array(v.string())),
});

/** Documented by its response: the account's id stands for its organization. */
export function getActiveSession(live: LiveSessions, organization: string, meetingId: string): object {
  const { id, meeting, startedAt, peers, mostPeers } = live.require(meetingId);
  return {
    data: {
      id,
      associated_id: meeting.id,
      meeting_display_name: meeting.settings.title ?? '',
      status: 'LIVE',
      type: 'meeting',
      live_participants: peers.size,
      max_concurrent_participants: mostPeers,
      minutes_consumed: 0,
      organization_id: organization,
      started_at: startedAt.toISOString(),
      created_at: startedAt.toISOString(),
      updated_at: new Date().toISOString(),
    },
  };
}

/** 404 when nobody is in the meeting; ids of people who are not in it are passed over. */
export function kick(live: LiveSessions, meetingId: string, body: unknown): object {
  const { participant_ids: ids = [], custom_participant_ids: customIds = [] } = decode(KickBody, body);
  if (ids.length + customIds.length === 0) throw invalid('participant_ids or custom_participant_ids is needed');
  const session = live.require(meetingId);
  const peers = [...session.peers.values()].filter(
    ({ participant }) => ids.includes(participant.id) || customIds.includes(participant.customId),
  );
  live.kick(session, peers, false);
  const kicked = new Set(peers.map(({ participant }) => participant));
  return {
    data: {
      action: 'kicked',
      participants: [...kicked].map(({ id, name, createdAt, updatedAt }) => ({
        id,
        ...(name === null ? {} : { name }),
        created_at: createdAt.toISOString(),
        updated_at: updatedAt.toISOString(),
      })),
    },
  };
}

export function kickAll(live: LiveSessions, meetingId: string): object {
  const session = live.require(meetingId);
  const peers = [...session.peers.values()];
  live.kick(session, peers, true);
  return { data: { action: 'kicked', kicked_participants_count: peers.length } };
}
