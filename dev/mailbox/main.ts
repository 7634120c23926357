import { startMailbox } from './server.ts';

/** The port of `npm start`, where nothing else says. */
const PORT = 8788;

const mailbox = await startMailbox({
  port: Number(process.env['MAILBOX_PORT'] ?? PORT),
  file: process.env['MAILBOX_FILE'] ?? '.fieldroom/mailbox.json',
});
console.log(`Mailbox: ${mailbox.url}`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void mailbox.stop().then(() => process.exit(0)));
}
