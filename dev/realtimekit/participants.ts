import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { decode, decodeQuery } from './decode.ts';
import { missing, Refusal } from './errors.ts';
import type { Kit, Meeting, Participant } from './kit.ts';
import { PAGE, pageOf } from './paging.ts';
import type { Tokens } from './tokens.ts';

/**
 * `name` may be left out and `picture` may be null by the API reference, but then the client of 2.0.2 cannot join
 * (cloudflare-typescript#2737): refused here, where a developer sees it at once.
 */
const Name = v.pipe(v.string('always give a name: without one the client fails to join'), v.minLength(1));
const Picture = v.optional(v.string('leave picture out rather than null: the client fails to join with null'));

const ParticipantBody = v.strictObject({
  custom_participant_id: v.pipe(v.string(), v.minLength(1)),
  preset_name: v.string(),
  name: Name,
  picture: Picture,
});
const ParticipantPatch = v.strictObject({
  preset_name: v.optional(v.string()),
  name: v.optional(Name),
  picture: Picture,
});
const ParticipantQuery = v.strictObject(PAGE);

export function addParticipant(kit: Kit, tokens: Tokens, meetingId: string, body: unknown): object {
  const meeting = kit.meeting(meetingId);
  const { custom_participant_id: customId, preset_name: presetName, name, picture } = decode(ParticipantBody, body);
  const [createdAt, updatedAt] = [new Date(), new Date()];
  const preset = kit.presetNamed(presetName);
  const participant = { id: randomUUID(), customId, name, picture: picture ?? null, preset, createdAt, updatedAt };
  meeting.participants.set(participant.id, participant);
  return { data: { ...shown(participant), token: tokens.mint(meeting, participant) } };
}

export function listParticipants(kit: Kit, meetingId: string, params: URLSearchParams): object {
  const { participants } = kit.meeting(meetingId);
  return pageOf([...participants.values()].map(shown), decodeQuery(ParticipantQuery, params));
}

export function getParticipant(kit: Kit, meetingId: string, id: string): object {
  return { data: shown(requireParticipant(kit.meeting(meetingId), id)) };
}

export function patchParticipant(kit: Kit, tokens: Tokens, meetingId: string, id: string, body: unknown): object {
  const meeting = kit.meeting(meetingId);
  const participant = requireParticipant(meeting, id);
  const { preset_name: presetName, ...change } = decode(ParticipantPatch, body);
  if (presetName !== undefined) participant.preset = kit.presetNamed(presetName);
  Object.assign(participant, change, { updatedAt: new Date() });
  return { data: { ...shown(participant), token: tokens.mint(meeting, participant) } };
}

/** No token of theirs is good for joining any more; whoever is in the meeting is to be kicked by another call. */
export function deleteParticipant(kit: Kit, meetingId: string, id: string): object {
  const meeting = kit.meeting(meetingId);
  const participant = requireParticipant(meeting, id);
  meeting.participants.delete(id);
  kit.happenings.tell({ kind: 'deleted', participant, meeting });
  const { customId, preset, createdAt, updatedAt } = participant;
  return {
    data: {
      custom_participant_id: customId,
      preset_id: preset.id,
      created_at: createdAt.toISOString(),
      updated_at: updatedAt.toISOString(),
    },
  };
}

export function refreshToken(kit: Kit, tokens: Tokens, meetingId: string, id: string): object {
  const meeting = kit.meeting(meetingId);
  return { data: { token: tokens.mint(meeting, requireParticipant(meeting, id)) } };
}

/** Who may join with this token: 401 for a forged one, 404 for a deleted participant, 403 for an inactive meeting. */
export function whoJoins(kit: Kit, tokens: Tokens, token: string): { meeting: Meeting; participant: Participant } {
  const claims = tokens.read(token);
  if (!claims) throw new Refusal(401, 'The token is not valid');
  const meeting = kit.meetings.get(claims.meetingId);
  const participant = meeting?.participants.get(claims.participantId);
  if (!meeting || !participant) throw missing('Participant');
  if (meeting.status === 'INACTIVE') throw new Refusal(403, 'The meeting is not active');
  return { meeting, participant };
}

function requireParticipant(meeting: Meeting, id: string): Participant {
  const participant = meeting.participants.get(id);
  if (!participant) throw missing('Participant');
  return participant;
}

function shown({ id, customId, name, picture, preset, createdAt, updatedAt }: Participant): object {
  return {
    id,
    name,
    picture,
    custom_participant_id: customId,
    preset_name: preset.name,
    created_at: createdAt.toISOString(),
    updated_at: updatedAt.toISOString(),
  };
}
