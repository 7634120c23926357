import { drizzle } from 'drizzle-orm/d1';
import * as schema from './schema.ts';

/** Opens drizzle on a D1 binding; free of cost, so once per request (no client outlives its request). */
export const openDb = (binding: D1Database) => drizzle(binding, { schema });
export type Db = ReturnType<typeof openDb>;
