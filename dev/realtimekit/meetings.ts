import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { decode, decodeQuery } from './decode.ts';
import type { Kit, Meeting } from './kit.ts';
import { MeetingBody, MeetingPatch } from './meeting-schema.ts';
import { PAGE, pageOf } from './paging.ts';

const MeetingQuery = v.strictObject({
  ...PAGE,
  search: v.optional(v.string()),
  status: v.optional(v.picklist(['ACTIVE', 'INACTIVE'])),
  start_time: v.optional(v.string()),
  end_time: v.optional(v.string()),
});

export function createMeeting(kit: Kit, body: unknown): object {
  const meeting: Meeting = {
    id: randomUUID(),
    settings: decode(MeetingBody, body),
    status: 'ACTIVE',
    createdAt: new Date(),
    updatedAt: new Date(),
    participants: new Map(),
  };
  kit.meetings.set(meeting.id, meeting);
  return { data: shownMeeting(meeting) };
}

export function listMeetings(kit: Kit, params: URLSearchParams): object {
  const query = decodeQuery(MeetingQuery, params);
  const found = [...kit.meetings.values()].filter(
    ({ id, settings, status, createdAt }) =>
      status === (query.status ?? status) &&
      (id === query.search || (settings.title ?? '').includes(query.search ?? '')) &&
      isBetween(createdAt, query),
  );
  return pageOf(found.map(shownMeeting), query);
}

export function getMeeting(kit: Kit, id: string): object {
  return { data: shownMeeting(kit.meeting(id)) };
}

export function patchMeeting(kit: Kit, id: string, body: unknown): object {
  const meeting = kit.meeting(id);
  const { status, ...settings } = decode(MeetingPatch, body);
  Object.assign(meeting.settings, settings);
  meeting.status = status ?? meeting.status;
  meeting.updatedAt = new Date();
  return { data: shownMeeting(meeting) };
}

export function replaceMeeting(kit: Kit, id: string, body: unknown): object {
  const meeting = kit.meeting(id);
  meeting.settings = decode(MeetingBody, body);
  meeting.updatedAt = new Date();
  return { data: shownMeeting(meeting) };
}

export function shownMeeting({ id, settings, status, createdAt, updatedAt }: Meeting): object {
  return {
    record_on_start: false,
    live_stream_on_start: false,
    persist_chat: false,
    summarize_on_end: false,
    transcribe_on_end: false,
    ...settings,
    id,
    status,
    created_at: createdAt.toISOString(),
    updated_at: updatedAt.toISOString(),
  };
}

/** Within `start_time` and `end_time`, ISO, both optional. */
export function isBetween(
  time: Date,
  query: { start_time?: string | undefined; end_time?: string | undefined },
): boolean {
  if (query.start_time && time < new Date(query.start_time)) return false;
  return !query.end_time || time <= new Date(query.end_time);
}
