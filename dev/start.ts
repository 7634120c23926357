import { existsSync } from 'node:fs';
import { buildSite } from './stack/build.ts';
import { startStack } from './stack/stack.ts';
import { openWorkspace } from './seed/demo.ts';

const STATE = '.fieldroom';
const reload = process.argv.includes('--reload');

console.log(existsSync(STATE) ? 'Starting Fieldroom …' : 'Starting Fieldroom for the first time …');
await buildSite(reload);
const stack = await startStack({ state: STATE, secrets: '.dev.vars', reload, say: console.log });

let ending = false;
const end = () => {
  if (ending) return;
  ending = true;
  console.log('\nStopping …');
  void stack.stop().then(() => process.exit(0));
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
stack.parts.worker.child.once('exit', (code) => {
  if (ending) return;
  console.error(`The Worker ended with code ${code}:\n${stack.parts.worker.output()}`);
  end();
});

const demo = await openWorkspace(stack, STATE);
console.log(`
Fieldroom is ready.

  Dashboard (signs you in)   ${demo.signIn}
  Mailbox (all mails)        ${stack.mailbox}

  A Session that is open now:
  Participant                ${demo.participantLink}
  Guest                      ${demo.guestLink}

${stack.kitHost === null ? '' : `${acceptance(stack.kitHost)}\n`}Open the dashboard, its Study's tab 'Ongoing', and press 'Join your Session'. Open the other two in other browsers or windows.
Ctrl-C stops everything.
`);

/** RealtimeKit's client insists on TLS, and the stand-in's certificate is its own. */
function acceptance(kitHost: string): string {
  return `Media is the RealtimeKit stand-in's. First, once in each browser, open this address and pass the browser's warning
('Advanced', then 'Proceed' or 'Accept the Risk'), or nobody is seen or heard:

  https://api.${kitHost}/
`;
}
