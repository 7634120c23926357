import { createHash, timingSafeEqual } from 'node:crypto';
import { getActiveSession, kick, kickAll } from './active-session.ts';
import { createApp, listApps } from './apps.ts';
import { missing, Refusal } from './errors.ts';
import { createMeeting, getMeeting, listMeetings, patchMeeting, replaceMeeting } from './meetings.ts';
import * as participants from './participants.ts';
import { createPreset, deletePreset, getPreset, listPresets, patchPreset, replacePreset } from './presets.ts';
import { changeRecording, getActiveRecording, getRecording, listRecordings, startRecording } from './recordings.ts';
import type { Service } from './service.ts';
import { WEBHOOK_EVENTS } from './webhooks.ts';

export interface Call {
  method: string;
  path: string;
  query: URLSearchParams;
  authorization: string | undefined;
  /** The parsed JSON body; undefined when there was none. */
  body: unknown;
}

/** `a` and `b` are the ids in the path, in order. */
type Operation = (service: Service, call: Call, a: string, b: string) => object;

/** Below an app: `*` stands for an id. */
const OPERATIONS: Record<string, Operation> = {
  'GET presets': ({ kit }, { query }) => listPresets(kit, query),
  'POST presets': ({ kit }, { body }) => createPreset(kit, body),
  'GET presets/*': ({ kit }, _, id) => getPreset(kit, id),
  'PUT presets/*': ({ kit }, { body }, id) => replacePreset(kit, id, body),
  'PATCH presets/*': ({ kit }, { body }, id) => patchPreset(kit, id, body),
  'DELETE presets/*': ({ kit }, _, id) => deletePreset(kit, id),
  'GET meetings': ({ kit }, { query }) => listMeetings(kit, query),
  'POST meetings': ({ kit }, { body }) => createMeeting(kit, body),
  'GET meetings/*': ({ kit }, _, id) => getMeeting(kit, id),
  'PATCH meetings/*': ({ kit }, { body }, id) => patchMeeting(kit, id, body),
  'PUT meetings/*': ({ kit }, { body }, id) => replaceMeeting(kit, id, body),
  'GET meetings/*/participants': ({ kit }, { query }, id) => participants.listParticipants(kit, id, query),
  'POST meetings/*/participants': ({ kit, tokens }, { body }, id) => participants.addParticipant(kit, tokens, id, body),
  'GET meetings/*/participants/*': ({ kit }, _, id, who) => participants.getParticipant(kit, id, who),
  'PATCH meetings/*/participants/*': ({ kit, tokens }, { body }, id, who) =>
    participants.patchParticipant(kit, tokens, id, who, body),
  'DELETE meetings/*/participants/*': ({ kit }, _, id, who) => participants.deleteParticipant(kit, id, who),
  'POST meetings/*/participants/*/token': ({ kit, tokens }, _, id, who) =>
    participants.refreshToken(kit, tokens, id, who),
  'GET meetings/*/active-session': ({ live, options }, _, id) => getActiveSession(live, options.accountId, id),
  'POST meetings/*/active-session/kick': ({ live }, { body }, id) => kick(live, id, body),
  'POST meetings/*/active-session/kick-all': ({ live }, _, id) => kickAll(live, id),
  'GET recordings': ({ recorder, origin }, { query }) => listRecordings(recorder, origin, query),
  'POST recordings': ({ recorder, origin }, { body }) => startRecording(recorder, origin, body),
  'GET recordings/active-recording/*': ({ recorder, origin }, _, id) => getActiveRecording(recorder, origin, id),
  'GET recordings/*': ({ recorder, origin }, _, id) => getRecording(recorder, origin, id),
  'PUT recordings/*': ({ recorder, origin }, { body }, id) => changeRecording(recorder, origin, id, body),
  'GET webhooks': ({ webhooks }) => webhooks.list(),
  'POST webhooks': ({ webhooks }, { body }) => webhooks.create(body),
  'GET webhooks/all': () => ({ data: WEBHOOK_EVENTS }),
  'GET webhooks/*': ({ webhooks }, _, id) => webhooks.get(id),
  'PUT webhooks/*': ({ webhooks }, { body }, id) => webhooks.replace(id, body),
  'PATCH webhooks/*': ({ webhooks }, { body }, id) => webhooks.patch(id, body),
  'DELETE webhooks/*': ({ webhooks }, _, id) => webhooks.delete(id),
};

const PATH = /^\/client\/v4\/accounts\/([^/]+)\/realtime\/kit\/(.+)$/;

/** Answers one call of the documented API, without its envelope; throws Refusal. */
export function answerApi(service: Service, call: Call): object {
  const [, account, rest = ''] = PATH.exec(call.path) ?? [];
  if (account === undefined) throw new Refusal(404, 'Could not route the request', 'gateway');
  admit(service, call, account);
  const [app = '', ...below] = rest.split('/');
  if (app === 'apps' && below.length === 0) {
    if (call.method === 'GET') return listApps(service.kit, call.query);
    if (call.method === 'POST') return createApp(service.kit, call.body);
  }
  if (!service.kit.apps.has(app)) throw missing('App');
  const { operation, ids } = find(call.method, below);
  return operation(service, call, ids[0] ?? '', ids[1] ?? '');
}

function admit({ options, rights }: Service, { method, authorization }: Call, account: string): void {
  if (!isSame(authorization ?? '', `Bearer ${options.apiToken}`)) {
    throw new Refusal(401, 'Invalid API Token', 'gateway');
  }
  const mayEdit = rights === 'edit' || (rights === 'read' && method === 'GET');
  if (account !== options.accountId || !mayEdit) throw new Refusal(403, 'Authentication error', 'gateway');
}

/** The operation whose words are the path's; a word goes before `*`. */
function find(method: string, parts: string[]): { operation: Operation; ids: string[] } {
  for (const [key, operation] of Object.entries(OPERATIONS)) {
    const [verb, pattern = ''] = key.split(' ');
    const words = pattern.split('/');
    if (verb !== method || words.length !== parts.length) continue;
    if (!words.every((word, index) => word === '*' || word === parts[index])) continue;
    return { operation, ids: parts.filter((_, index) => words[index] === '*') };
  }
  throw missing(`${method} ${parts.join('/')}`);
}

function isSame(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
