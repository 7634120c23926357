import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeCertificate } from '../../realtime/certificate.ts';

export interface TlsCertificate {
  certPem: string;
  keyPem: string;
}

/** A self-signed certificate; with a folder the one that is kept there, so that a browser has to accept it only once. */
export async function tlsCertificate(folder: string | null): Promise<TlsCertificate> {
  const path = folder === null ? null : join(folder, 'certificate.json');
  if (path !== null && existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as TlsCertificate;
  const { certPem, keyPem } = await makeCertificate();
  if (path !== null) writeFileSync(path, JSON.stringify({ certPem, keyPem }), { mode: 0o600 });
  return { certPem, keyPem };
}
