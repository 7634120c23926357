import type { RecordingStatus } from '../../wire/words.ts';
import { queryOptions } from '@tanstack/react-query';
import type { SessionsTab } from './api.ts';
import { api } from './api.ts';

/** People come, answer and join while the page is open: looked at again this often, ms. */
const LIVE_EVERY = 10_000;

/** Mails fail seldom: often enough for the count in the shell, ms. */
const FAILURES_EVERY = 60_000;

export const meQuery = queryOptions({ queryKey: ['me'], queryFn: api.me, staleTime: 60_000 });

export const membersQuery = queryOptions({ queryKey: ['members'], queryFn: api.members });

export const studiesQuery = queryOptions({ queryKey: ['studies'], queryFn: api.studies });

export const studyQuery = (id: string) => queryOptions({ queryKey: ['study', id], queryFn: () => api.study(id) });

export const sessionsQuery = (studyId: string, tab: SessionsTab) =>
  queryOptions({
    queryKey: ['sessions', studyId, tab],
    queryFn: () => api.sessions(studyId, tab),
    refetchInterval: LIVE_EVERY,
  });

export const sessionQuery = (id: string) =>
  queryOptions({ queryKey: ['session', id], queryFn: () => api.session(id), refetchInterval: LIVE_EVERY });

/** What was written during a Session; looked at again and again while people are in. */
export const notesQuery = (id: string, live: boolean) =>
  queryOptions({
    queryKey: ['notes', id],
    queryFn: () => api.notes(id),
    refetchInterval: live ? LIVE_EVERY : false,
  });

export const chatQuery = (id: string, live: boolean) =>
  queryOptions({ queryKey: ['chat', id], queryFn: () => api.chat(id), refetchInterval: live ? LIVE_EVERY : false });

/** A file that is being made says every so often how far it is, ms. */
const FINISHING_EVERY = 3_000;

export const recordingQuery = (id: string) =>
  queryOptions({
    queryKey: ['recording', id],
    queryFn: () => api.recording(id),
    refetchInterval: ({ state }) => {
      const { data } = state;
      const isMade = ({ status }: { status?: RecordingStatus } = {}) =>
        status !== 'recording' && status !== 'finishing';
      return isMade(data) && (data?.tracks.every(isMade) ?? true) ? false : FINISHING_EVERY;
    },
  });

export const failedMailsQuery = queryOptions({
  queryKey: ['failed-mails'],
  queryFn: api.failedMails,
  refetchInterval: FAILURES_EVERY,
});
