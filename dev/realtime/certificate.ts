import { createHash, X509Certificate } from 'node:crypto';
import { CipherContext, HashAlgorithm, NamedCurveAlgorithm, SignatureAlgorithm } from 'werift';

export interface Certificate {
  certPem: string;
  keyPem: string;
  signatureHash: Awaited<ReturnType<typeof CipherContext.createSelfSignedCertificateWithKey>>['signatureHash'];
  fingerprint: Fingerprint;
}

/** An a=fingerprint of SDP (RFC 8122). */
export interface Fingerprint {
  algorithm: string;
  value: string;
}

/** One self-signed P-256 certificate, made anew at each start. */
export async function makeCertificate(): Promise<Certificate> {
  const made = await CipherContext.createSelfSignedCertificateWithKey(
    { signature: SignatureAlgorithm.ecdsa_3, hash: HashAlgorithm.sha256_4 },
    NamedCurveAlgorithm.secp256r1_23,
  );
  const { certPem, keyPem, signatureHash } = made;
  const fingerprint = { algorithm: 'sha-256', value: digestOf(new X509Certificate(certPem).raw, 'sha-256') };
  return { certPem, keyPem, signatureHash, fingerprint };
}

/** Whether a DER certificate is the one an SDP announced. */
export function hasFingerprint(der: Buffer, { algorithm, value }: Fingerprint): boolean {
  if (!['sha-256', 'sha-384', 'sha-512'].includes(algorithm.toLowerCase())) return false;
  return digestOf(der, algorithm.toLowerCase()) === value.toUpperCase();
}

function digestOf(der: Buffer, algorithm: string): string {
  const hex = createHash(algorithm.replace('-', '')).update(der).digest('hex').toUpperCase();
  return hex.match(/../g)?.join(':') ?? '';
}
