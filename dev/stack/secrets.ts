import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** Secrets of a developer's machine, made once; a deployment sets its own with `wrangler secret put`. */
export function localSecrets(path: string): Record<string, string> {
  if (!existsSync(path)) {
    const ring = () => JSON.stringify({ current: 'l1', keys: { l1: randomBytes(32).toString('base64url') } });
    const values = {
      LINK_KEYS: ring(),
      TICKET_KEYS: ring(),
      REALTIME_APP_SECRET: randomBytes(24).toString('base64url'),
    };
    writeFileSync(
      path,
      Object.entries(values)
        .map(([name, value]) => `${name}='${value}'\n`)
        .join(''),
      { mode: 0o600 },
    );
  }
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.includes('='));
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1).replace(/^'|'$/g, '')]),
  );
}
