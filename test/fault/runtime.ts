import { createServer } from 'node:http';
import { migrate, openWorker, type Database } from '../harness/bundle.ts';

/**
 * The Worker in a process group of its own, to be killed at any moment: state folder, port, mailbox and the port for SQL come as
 * arguments. The minute cron runs every second here: less waiting, the same work.
 */
const CRON_EVERY = 1_000;
/** Of this process's start on, claims of the outbox made before belong to the dead: their two minutes' lease is over at once. */
const LEASE = 2 * 60_000;

const [state = '', port = '', mailbox = '', sqlPort = ''] = process.argv.slice(2);
const began = Date.now();
const worker = openWorker({ state, port: Number(port), mailbox });
await worker.ready;
const database = await worker.getD1Database('DB');
if (process.argv.includes('--migrate')) await migrate(database);
await database
  .prepare("UPDATE mails SET claimed_at = claimed_at - ? WHERE status = 'claimed' AND claimed_at < ?")
  .bind(LEASE, began)
  .run();

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    runSql(database, JSON.parse(Buffer.concat(chunks).toString()) as string[]).then(
      (rows) => response.end(JSON.stringify(rows)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
});
server.listen(Number(sqlPort), '127.0.0.1');
const cron = await worker.getWorker();
setInterval(() => {
  cron.scheduled({ cron: '* * * * *' }).catch((error: unknown) => console.error(error));
}, CRON_EVERY);
console.log('ready');

async function runSql(db: Database, statements: string[]): Promise<unknown[]> {
  const results = await db.batch(statements.map((sql) => db.prepare(sql)));
  return results.map(({ results: rows }) => rows);
}
