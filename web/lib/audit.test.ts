import { expect, test } from 'vitest';
import type { AuditRow } from '../../wire/http.ts';
import { auditProof, auditSentence } from './audit.ts';

const entry = (kind: string, detail: AuditRow['detail'], by: string | null = null): AuditRow => ({
  id: '1',
  at: '2026-01-01T00:00:00Z',
  kind,
  by,
  detail,
});

test('what was done with data is said in sentences', () => {
  expect(auditSentence(entry('recording_deletion_asked', { why: 'by_hand' }, 'Ada'))).toBe(
    'Ada marked a recording for deletion: by hand.',
  );
  expect(auditSentence(entry('recording_deletion_asked', { why: 'retention' }))).toBe(
    'Fieldroom marked a recording for deletion: its time was over.',
  );
  expect(auditSentence(entry('recording_deleted', { objects: 1, bytes: 2_000_000 }))).toMatch(/gone: 1 object, 2/);
  expect(auditSentence(entry('participant_deleted', { recordings: 2, notes: 1 }, 'Ada'))).toBe(
    'Ada deleted a Participant, with 2 recordings and 1 note.',
  );
  expect(auditSentence(entry('something_new', {}))).toBe('Something new.');
});

test('the proof names ids and the checksum of the keys', () => {
  expect(auditProof(entry('recording_deleted', { recording: 'r1', session: 's1', keysSha256: 'ab' }))).toBe(
    'recording r1 · session s1 · keys SHA-256 ab',
  );
  expect(auditProof(entry('something_new', {}))).toBe('');
});
