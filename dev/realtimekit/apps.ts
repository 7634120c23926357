import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { decode, decodeQuery } from './decode.ts';
import type { App, Kit } from './kit.ts';
import { PAGE, pageOf } from './paging.ts';

const AppBody = v.strictObject({ name: v.pipe(v.string(), v.minLength(1)) });
const AppQuery = v.strictObject({
  ...PAGE,
  search: v.optional(v.string()),
  sort_order: v.optional(v.picklist(['ASC', 'DESC'])),
});

export function listApps(kit: Kit, params: URLSearchParams): object {
  const query = decodeQuery(AppQuery, params);
  return pageOf([...kit.apps.values()].filter(({ name }) => name.includes(query.search ?? '')).map(shown), query);
}

export function createApp(kit: Kit, body: unknown): object {
  const app = { id: randomUUID(), ...decode(AppBody, body), createdAt: new Date() };
  kit.apps.set(app.id, app);
  return { data: { app: shown(app) } };
}

function shown({ id, name, createdAt }: App): object {
  return { id, name, created_at: createdAt.toISOString() };
}
