import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export interface Address {
  email: string;
  name: string;
}

export interface StoredMail {
  id: number;
  /** ISO 8601. */
  at: string;
  key: string | null;
  from: Address;
  to: Address;
  subject: string;
  text: string;
  html: string;
  /** The text/calendar part, null for a mail without one. */
  calendar: { method: string; text: string } | null;
}
export type NewMail = Omit<StoredMail, 'id' | 'at'>;

export interface MailStore {
  /** Stores a mail, or gives back the one that came with the same idempotency key. */
  add(mail: NewMail): { mail: StoredMail; fresh: boolean };
  /** Newest first; only those to this address when one is given. */
  list(to?: string): StoredMail[];
  get(id: number): StoredMail | undefined;
}

/** Mails in memory and, one JSON object a line, in a file: appending survives being killed at any moment. */
export function openStore(file: string | null): MailStore {
  const mails = file !== null && existsSync(file) ? readMails(file) : [];
  if (file !== null) mkdirSync(dirname(file), { recursive: true });
  const byKey = new Map(mails.filter(({ key }) => key !== null).map((mail) => [mail.key, mail]));
  return {
    add(fields) {
      const known = fields.key === null ? undefined : byKey.get(fields.key);
      if (known) return { mail: known, fresh: false };
      const mail: StoredMail = { id: (mails.at(-1)?.id ?? 0) + 1, at: new Date().toISOString(), ...fields };
      if (file !== null) appendFileSync(file, `${JSON.stringify(mail)}\n`);
      mails.push(mail);
      if (mail.key !== null) byKey.set(mail.key, mail);
      return { mail, fresh: true };
    },
    list: (to) => mails.filter((mail) => to === undefined || mail.to.email === to.toLowerCase()).reverse(),
    get: (id) => mails.find((mail) => mail.id === id),
  };
}

/** A last line cut off by a kill is dropped from the file too: it was never acknowledged, and the next one follows it. */
function readMails(file: string): StoredMail[] {
  const content = readFileSync(file, 'utf8');
  const whole = content.slice(0, content.lastIndexOf('\n') + 1);
  if (whole !== content) writeFileSync(file, whole);
  return whole
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as StoredMail);
}
