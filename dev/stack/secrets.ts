import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const ring = () => JSON.stringify({ current: 'l1', keys: { l1: randomBytes(32).toString('base64url') } });
const password = () => randomBytes(24).toString('base64url');
const MAKERS: Record<string, () => string> = {
  LINK_KEYS: ring,
  TICKET_KEYS: ring,
  REALTIME_APP_SECRET: password,
  REALTIMEKIT_API_TOKEN: password,
};

/** Secrets of a developer's machine, each made when it is not there yet; a deployment sets its own with `wrangler secret put`. */
export function localSecrets(path: string): Record<string, string> {
  const known = existsSync(path) ? readSecrets(path) : {};
  const missing = Object.entries(MAKERS).filter(([name]) => known[name] === undefined);
  if (missing.length === 0) return known;
  const lines = missing.map(([name, make]) => `${name}='${make()}'\n`);
  const before = existsSync(path) ? readFileSync(path, 'utf8').replace(/\n*$/, '\n') : '';
  writeFileSync(path, before.trimStart() + lines.join(''), { mode: 0o600 });
  return readSecrets(path);
}

function readSecrets(path: string): Record<string, string> {
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.includes('='));
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1).replace(/^'|'$/g, '')]),
  );
}
