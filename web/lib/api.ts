import { hc } from 'hono/client';
import type {
  MeBody,
  ScheduleBody,
  SignInBody,
  StartNowBody,
  StudyBody,
  StudyPatch,
  WorkspacePatch,
} from '../../wire/http.ts';
import type { Api } from '../../worker/index.ts';
import { answer } from './call.ts';

export type SessionsTab = 'ongoing' | 'completed';

const client = hc<Api>('/api');

/** Every call the dashboard makes. Each throws AppError, or TypeError when the server cannot be reached. */
export const api = {
  signIn: (json: SignInBody) => answer(client['sign-in'].$post({ json })),
  completeSignIn: (token: string) => answer(client['sign-in'].complete.$post({ json: { token } })),
  signOut: () => answer(client['sign-out'].$post()),
  me: () => answer(client.me.$get()),
  changeMe: (json: MeBody) => answer(client.me.$patch({ json })),
  changeWorkspace: (json: WorkspacePatch) => answer(client.workspace.$patch({ json })),
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
  regenerateGuestLink: (id: string, keepGuests: boolean) =>
    answer(client.sessions[':id']['guest-link'].regenerate.$post({ param: { id }, json: { keepGuests } })),
};

/** Where a finished recording is; `download` names the file and saves it. */
export function recordingFile(id: string, download = false): string {
  return `/api/recordings/${encodeURIComponent(id)}/file${download ? '?download' : ''}`;
}

/** Where the Researcher enters the room of a Session. Not a page of the dashboard: a full load. */
export function joinPath(sessionId: string): string {
  return `/j/${encodeURIComponent(sessionId)}`;
}
