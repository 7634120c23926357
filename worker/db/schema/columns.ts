import { integer } from 'drizzle-orm/sqlite-core';

/** UTC ms. */
export const instant = (name: string) => integer(name);
export const flag = (name: string) => integer(name, { mode: 'boolean' });
