import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { makeCertificate } from '../../realtime/certificate.ts';

export interface TlsCertificate {
  certPem: string;
  keyPem: string;
}

/** A self-signed certificate; with `path` the one that is kept there, so that a browser has to accept it only once. */
export async function tlsCertificate(path: string | null): Promise<TlsCertificate> {
  if (path !== null && existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as TlsCertificate;
  const { certPem, keyPem } = await makeCertificate();
  if (path !== null) writeFileSync(path, JSON.stringify({ certPem, keyPem }), { mode: 0o600 });
  return { certPem, keyPem };
}
