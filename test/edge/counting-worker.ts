import worker from '../../worker/index.ts';
import type { Env } from '../../worker/env.ts';

export { Room } from '../../worker/room/room.ts';

/** The product's Worker, with D1 round trips of each request counted into a header. */
export default {
  ...worker,
  async fetch(request: Request, env: Env, ctx: ExecutionContext): Promise<Response> {
    let roundTrips = 0;
    const count = () => void roundTrips++;
    const response = await worker.fetch(request, { ...env, DB: counted(env.DB, count) }, ctx);
    if (response.webSocket) return response;
    const copy = new Response(response.body, response);
    copy.headers.set('x-d1-round-trips', String(roundTrips));
    return copy;
  },
};

/** What goes to the database: a statement run by itself, a batch, a script. Preparing and binding do not. */
function counted(db: D1Database, count: () => void): D1Database {
  const statement = (prepared: D1PreparedStatement): D1PreparedStatement =>
    new Proxy(prepared, {
      get(target, name) {
        const value = Reflect.get(target, name);
        if (typeof value !== 'function') return value;
        if (name === 'bind') return (...values: unknown[]) => statement(target.bind(...values));
        return (...args: unknown[]) => {
          if (['run', 'all', 'raw', 'first'].includes(String(name))) count();
          return Reflect.apply(value, target, args);
        };
      },
    });
  return new Proxy(db, {
    get(target, name) {
      if (name === 'prepare') return (query: string) => statement(target.prepare(query));
      const value = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => {
        if (name === 'batch' || name === 'exec') count();
        return Reflect.apply(value, target, args);
      };
    },
  });
}
