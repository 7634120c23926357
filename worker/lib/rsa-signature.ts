const ALGORITHM = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };

/** Was this signed by the holder of the key: RSA-SHA256, PKCS #1 v1.5 (RFC 8017, 8.2). `pem`: SPKI; `signature`: base64. */
export async function isSignedBy(pem: string, signature: string, body: ArrayBuffer): Promise<boolean> {
  const given = bytesOf(signature);
  const der = bytesOf(pem.replaceAll(/-----[^-]+-----|\s/g, ''));
  if (given === null || der === null) return false;
  const key = await crypto.subtle.importKey('spki', der, ALGORITHM, false, ['verify']);
  return crypto.subtle.verify(ALGORITHM, key, given, body);
}

/** null: no base64. */
function bytesOf(base64: string): Uint8Array<ArrayBuffer> | null {
  if (base64 === '' || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return null;
  return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
}
