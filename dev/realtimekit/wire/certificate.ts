import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bits, integer, octets, oid, sequence, set, tagged, text, time } from './der.ts';

export interface TlsCertificate {
  certPem: string;
  keyPem: string;
}

const YEAR = 365 * 86_400_000;
const ECDSA_WITH_SHA256 = sequence(oid('1.2.840.10045.4.3.2'));
const COMMON_NAME = oid('2.5.4.3');
const SUBJECT_ALT_NAME = oid('2.5.29.17');
const [EXPLICIT_VERSION, EXPLICIT_EXTENSIONS, DNS_NAME] = [0xa0, 0xa3, 0x82] as const;

/**
 * A self-signed certificate (RFC 5280) for all names below a host; with a folder the one that is kept there, so that a browser
 * has to accept it only once.
 */
export function tlsCertificate(host: string, folder: string | null): TlsCertificate {
  const path = folder === null ? null : join(folder, 'certificate.json');
  if (path !== null && existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as TlsCertificate;
  const certificate = makeCertificate(host);
  if (path !== null) writeFileSync(path, JSON.stringify(certificate), { mode: 0o600 });
  return certificate;
}

function makeCertificate(host: string): TlsCertificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = sequence(set(sequence(COMMON_NAME, text(host))));
  const now = Date.now();
  const names = [host, `*.${host}`].map((dns) => tagged(DNS_NAME, Buffer.from(dns)));
  const body = sequence(
    tagged(EXPLICIT_VERSION, integer(2)),
    integer(1, ...randomBytes(15)),
    ECDSA_WITH_SHA256,
    name,
    sequence(time(new Date(now - YEAR / 365)), time(new Date(now + YEAR))),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(EXPLICIT_EXTENSIONS, sequence(sequence(SUBJECT_ALT_NAME, octets(sequence(...names))))),
  );
  const der = sequence(body, ECDSA_WITH_SHA256, bits(sign('sha256', body, privateKey)));
  const lines = der.toString('base64').replace(/.{64}/g, '$&\n');
  return {
    certPem: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    keyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}
