import { hc } from 'hono/client';
import type {
  CancelBody,
  InviteBody,
  MeBody,
  NoteBody,
  NotePatch,
  OfferTimesBody,
  RescheduleBody,
  ScheduleBody,
  ShareBody,
  SignInBody,
  StartNowBody,
  StudyBody,
  StudyPatch,
  WorkspacePatch,
} from '../../wire/http.ts';
import { AppError } from '../../wire/errors.ts';
import type { Api } from '../../worker/index.ts';
import { answer } from './call.ts';
import { refusalOf } from './refusal.ts';

export type SessionsTab = 'ongoing' | 'completed';

const client = hc<Api>('/api');

/** Every call the dashboard makes. Each throws AppError, or TypeError when the server cannot be reached. */
export const api = {
  signIn: (json: SignInBody) => answer(client['sign-in'].$post({ json })),
  completeSignIn: (token: string) => answer(client['sign-in'].complete.$post({ json: { token } })),
  signOut: () => answer(client['sign-out'].$post()),
  me: () => answer(client.me.$get()),
  changeMe: (json: MeBody) => answer(client.me.$patch({ json })),
  members: () => answer(client.workspace.members.$get()),
  invite: (json: InviteBody) => answer(client.workspace.invitations.$post({ json })),
  withdrawInvitation: (email: string) => answer(client.workspace.invitations.withdraw.$post({ json: { email } })),
  endMembership: (id: string) => answer(client.workspace.members[':id'].$delete({ param: { id } })),
  changeWorkspace: (json: WorkspacePatch) => answer(client.workspace.$patch({ json })),
  retention: (days: number, study?: string) =>
    answer(client.retention.$get({ query: { days: String(days), ...(study && { study }) } })),
  studies: () => answer(client.studies.$get()),
  createStudy: (json: StudyBody) => answer(client.studies.$post({ json })),
  study: (id: string) => answer(client.studies[':id'].$get({ param: { id } })),
  changeStudy: (id: string, json: StudyPatch) => answer(client.studies[':id'].$patch({ param: { id }, json })),
  sessions: (id: string, tab: SessionsTab) =>
    answer(client.studies[':id'].sessions.$get({ param: { id }, query: { tab } })),
  schedule: (id: string, json: ScheduleBody) => answer(client.studies[':id'].sessions.$post({ param: { id }, json })),
  startNow: (id: string, json: StartNowBody) =>
    answer(client.studies[':id'].sessions.now.$post({ param: { id }, json })),
  session: (id: string) => answer(client.sessions[':id'].$get({ param: { id } })),
  reschedule: (id: string, json: RescheduleBody) =>
    answer(client.sessions[':id'].reschedule.$post({ param: { id }, json })),
  cancelSession: (id: string, json: CancelBody) => answer(client.sessions[':id'].cancel.$post({ param: { id }, json })),
  offerTimes: (id: string, json: OfferTimesBody) =>
    answer(client.sessions[':id']['offer-times'].$post({ param: { id }, json })),
  markComplete: (id: string) => answer(client.sessions[':id'].complete.$post({ param: { id } })),
  reopen: (id: string, reason: string) =>
    answer(client.sessions[':id'].reopen.$post({ param: { id }, json: { reason } })),
  notes: (id: string) => answer(client.sessions[':id'].notes.$get({ param: { id } })).then(({ notes }) => notes),
  addNote: (id: string, json: NoteBody) => answer(client.sessions[':id'].notes.$post({ param: { id }, json })),
  changeNote: (id: string, note: string, json: NotePatch) =>
    answer(client.sessions[':id'].notes[':note'].$patch({ param: { id, note }, json })),
  deleteNote: (id: string, note: string) =>
    answer(client.sessions[':id'].notes[':note'].$delete({ param: { id, note } })),
  chat: (id: string) => answer(client.sessions[':id'].chat.$get({ param: { id } })).then(({ lines }) => lines),
  failedMails: () => answer(client.mails.failed.$get()),
  sendMailNow: (id: string) => answer(client.mails[':id']['send-now'].$post({ param: { id } })),
  recording: (id: string) => answer(client.recordings[':id'].$get({ param: { id } })),
  createShare: (id: string, json: ShareBody) => answer(client.recordings[':id'].shares.$post({ param: { id }, json })),
  revokeShare: (id: string, share: string) =>
    answer(client.recordings[':id'].shares[':share'].$delete({ param: { id, share } })),
  shareViews: (id: string, share: string, most: number) =>
    answer(
      client.recordings[':id'].shares[':share'].views.$get({ param: { id, share }, query: { most: String(most) } }),
    ),
  retryRecording: (id: string) => answer(client.recordings[':id'].retry.$post({ param: { id } })),
  retryTrack: (id: string, track: string) =>
    answer(client.recordings[':id'].tracks[':track'].retry.$post({ param: { id, track } })),
  deleteRecording: (id: string) => answer(client.recordings[':id'].$delete({ param: { id } })),
  participantTraces: (id: string) => answer(client.participants[':id'].traces.$get({ param: { id } })),
  deleteParticipant: (id: string) => answer(client.participants[':id'].$delete({ param: { id } })),
  auditLog: () => answer(client.workspace['audit-log'].$get()).then(({ entries }) => entries),
  regenerateGuestLink: (id: string, keepGuests: boolean) =>
    answer(client.sessions[':id']['guest-link'].regenerate.$post({ param: { id }, json: { keepGuests } })),
};

/** 'Session details' as they come over the wire. */
export type LoadedSession = Awaited<ReturnType<typeof api.session>>;

/** Where a finished recording is; `download` names the file and saves it. */
export function recordingFile(id: string, download = false): string {
  return `/api/recordings/${encodeURIComponent(id)}/file${download ? '?download' : ''}`;
}

/** A stretch of it as a file of its own, ms in the recording. */
export function clipFile(id: string, fromMs: number, toMs: number): string {
  return `/api/recordings/${encodeURIComponent(id)}/clip?from=${Math.round(fromMs)}&to=${Math.round(toMs)}`;
}

/** Where that file really begins: at the picture it can be cut at, ms in the recording. Throws AppError. */
export async function clipBegin(id: string, fromMs: number, toMs: number): Promise<number> {
  const response = await fetch(clipFile(id, fromMs, toMs), { method: 'HEAD' });
  if (!response.ok) throw await refusedAt(clipFile(id, fromMs, toMs));
  return Number(response.headers.get('X-Clip-From-Ms') ?? fromMs);
}

async function refusedAt(address: string): Promise<AppError> {
  const refusal = await refusalOf(address);
  return refusal ? new AppError(refusal.code, refusal) : new AppError('internal');
}

/** One person's own voice or camera, as a file to save. */
export function trackFile(id: string, track: string): string {
  return `/api/recordings/${encodeURIComponent(id)}/tracks/${encodeURIComponent(track)}/file?download`;
}

/** Where a recording is watched, from a moment on. */
export function watchPath(id: string, atMs?: number): string {
  const at = atMs === undefined ? '' : `?t=${Math.floor(atMs / 1_000)}`;
  return `/recordings/${encodeURIComponent(id)}${at}`;
}

/** Where the Researcher enters the room of a Session. Not a page of the dashboard: a full load. */
export function joinPath(sessionId: string): string {
  return `/j/${encodeURIComponent(sessionId)}`;
}
