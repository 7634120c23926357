import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tlsCertificate } from './certificate.ts';

test('the certificate is for all names below the host, signed by its own key, and good for a year', () => {
  const certificate = new X509Certificate(tlsCertificate('rtk.localhost', null).certPem);
  expect(certificate.checkHost('api.rtk.localhost')).toBe('*.rtk.localhost');
  expect(certificate.checkHost('example.com')).toBeUndefined();
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  const [from, to] = [Date.parse(certificate.validFrom), Date.parse(certificate.validTo)];
  expect(from).toBeLessThan(Date.now());
  expect((to - from) / 86_400_000).toBeCloseTo(366, 0);
});

test('the certificate in a folder is the same every time', () => {
  const folder = mkdtempSync(join(tmpdir(), 'certificate-'));
  expect(tlsCertificate('rtk.localhost', folder)).toEqual(tlsCertificate('rtk.localhost', folder));
  rmSync(folder, { recursive: true });
});
