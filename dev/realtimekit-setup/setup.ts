import { isDeepStrictEqual } from 'node:util';
import { KIT_PRESETS } from '../../worker/media/kit-port.ts';
import type { KitApp } from './api.ts';
import { callApi, SetupProblem } from './api.ts';
import { presetBody } from './presets.ts';

/** Of these we want to hear: each makes a Room look for itself (worker/room/kit/work.ts). */
const EVENTS = ['recording.statusUpdate', 'meeting.participantLeft', 'meeting.ended'];
const WEBHOOK_NAME = 'Fieldroom';
const PER_PAGE = 100;

export interface SetupWish extends KitApp {
  /** Where this deployment is reached, no trailing slash. */
  origin: string;
}

interface Item {
  id: string;
  name: string;
}

/** What is asked of the token, and how we find out without changing anything. */
const RIGHTS = (app: string): [what: string, path: string][] => [
  ['list the apps', '/apps'],
  ['read presets', `/${app}/presets`],
  ['read webhooks', `/${app}/webhooks`],
  ['read meetings', `/${app}/meetings?per_page=1`],
  ['read recordings', `/${app}/recordings?per_page=1`],
];

/**
 * Makes the app's presets and webhook what Fieldroom needs, and says each thing it did; run again, it changes nothing. Throws
 * SetupProblem with a sentence for each right that is missing.
 */
export async function setUp(wish: SetupWish, say: (line: string) => void): Promise<void> {
  const { appId } = wish;
  await checkRights(wish);
  say('The token may do what Fieldroom needs to read.');
  const apps = (await callApi(wish, 'list the apps', 'GET', `/apps?per_page=${PER_PAGE}`)) as Item[];
  const own = apps.find(({ id }) => id === appId);
  if (!own) {
    const known = apps.map(({ id, name }) => `${id} (${name})`).join(', ') || 'none';
    throw new SetupProblem(`REALTIMEKIT_APP_ID is no app of this account. Its apps: ${known}.`);
  }
  say(`App '${own.name}' is there.`);
  const presets = (await callApi(wish, 'read presets', 'GET', `/${appId}/presets?per_page=${PER_PAGE}`)) as Item[];
  for (const name of KIT_PRESETS) {
    const there = presets.find((preset) => preset.name === name);
    say(await setUpPreset(wish, presetBody(name) as Preset, there?.id ?? null));
  }
  say(await setUpWebhook(wish));
}

/** Every right is tried, so that all that are missing are named at once. */
async function checkRights(app: KitApp): Promise<void> {
  const problems: string[] = [];
  for (const [what, path] of RIGHTS(app.appId)) {
    try {
      await callApi(app, what, 'GET', path);
    } catch (error) {
      if (!(error instanceof SetupProblem)) throw error;
      problems.push(error.message);
    }
  }
  if (problems.length > 0) throw new SetupProblem([...new Set(problems)].join('\n'));
}

interface Preset {
  name: string;
  config: object;
  permissions: object;
  ui: object;
}

async function setUpPreset(app: KitApp, wanted: Preset, id: string | null): Promise<string> {
  const path = `/${app.appId}/presets`;
  if (id === null) {
    await callApi(app, `make the preset ${wanted.name}`, 'POST', path, wanted);
    return `Preset ${wanted.name}: made.`;
  }
  const found = (await callApi(app, `read the preset ${wanted.name}`, 'GET', `${path}/${id}`)) as Partial<Preset>;
  const isSame = holds(found.config, wanted.config) && holds(found.permissions, wanted.permissions);
  if (isSame) return `Preset ${wanted.name}: as it should be.`;
  await callApi(app, `change the preset ${wanted.name}`, 'PATCH', `${path}/${id}`, wanted);
  return `Preset ${wanted.name}: changed.`;
}

/** Does `found` have all that `wanted` says; the service may add fields of its own. */
function holds(found: unknown, wanted: unknown): boolean {
  if (typeof wanted !== 'object' || wanted === null) return isDeepStrictEqual(found, wanted);
  if (typeof found !== 'object' || found === null) return false;
  return Object.entries(wanted).every(([key, value]) => holds((found as Record<string, unknown>)[key], value));
}

interface Webhook extends Item {
  url: string;
  events: string[];
  enabled: boolean;
}

async function setUpWebhook(app: SetupWish): Promise<string> {
  const path = `/${app.appId}/webhooks`;
  const url = `${app.origin}/api/webhooks/realtimekit`;
  const wanted = { name: WEBHOOK_NAME, url, events: EVENTS, enabled: true };
  const all = (await callApi(app, 'read webhooks', 'GET', path)) as Webhook[];
  const there = all.find((webhook) => webhook.url === url);
  if (!there) {
    await callApi(app, 'make the webhook', 'POST', path, wanted);
    return `Webhook to ${url}: made.`;
  }
  const isSame = there.enabled && isDeepStrictEqual(new Set(there.events), new Set(EVENTS));
  if (isSame) return `Webhook to ${url}: as it should be.`;
  await callApi(app, 'change the webhook', 'PUT', `${path}/${there.id}`, wanted);
  return `Webhook to ${url}: changed.`;
}
