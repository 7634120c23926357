import type { Db } from '../db/open.ts';
import type { Env } from '../env.ts';

/** What every domain verb gets first. `now` is UTC ms, read once in the shell; `later` is waitUntil. */
export interface Ctx {
  db: Db;
  env: Env;
  now: number;
  later: (work: Promise<unknown>) => void;
}
