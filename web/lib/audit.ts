import type { AuditRow } from '../../wire/http.ts';
import { showBytes } from './time.ts';

const WHY: Record<string, string> = {
  retention: 'its time was over',
  withdrawn: 'the Participant withdrew their consent',
  participant_deleted: 'its Participant was deleted',
  by_hand: 'by hand',
};

const counted = (count: unknown, word: string) => `${Number(count)} ${word}${Number(count) === 1 ? '' : 's'}`;

const SENTENCES: Record<string, (entry: AuditRow) => string> = {
  recording_deletion_asked: ({ by, detail }) =>
    `${by ?? 'Fieldroom'} marked a recording for deletion: ${WHY[String(detail['why'])] ?? 'no reason is known'}.`,
  recording_deleted: ({ detail }) =>
    `A recording is gone: ${counted(detail['objects'], 'object')}, ${showBytes(Number(detail['bytes']))}.`,
  participant_deleted: ({ by, detail }) =>
    `${by ?? 'Somebody'} deleted a Participant, with ${counted(detail['recordings'], 'recording')} and ${counted(detail['notes'], 'note')}.`,
  consent_withdrawn: ({ detail }) =>
    `A Participant withdrew their consent: ${counted(detail['recordings'], 'recording')} deleted.`,
  membership_ended: ({ by }) => `${by ?? 'Somebody'} ended a membership.`,
};

/** One entry of the audit log as a sentence; it names nobody but members. */
export function auditSentence(entry: AuditRow): string {
  const words = entry.kind.replaceAll('_', ' ');
  return SENTENCES[entry.kind]?.(entry) ?? `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

/** What stands below it for who has to prove something: ids, and the checksum of the list of keys. */
export function auditProof({ detail }: AuditRow): string {
  const ids = ['recording', 'participant', 'session', 'memberId'].flatMap((key) =>
    typeof detail[key] === 'string' ? [`${key === 'memberId' ? 'member' : key} ${detail[key]}`] : [],
  );
  const sum = detail['keysSha256'];
  return [...ids, ...(typeof sum === 'string' ? [`keys SHA-256 ${sum}`] : [])].join(' · ');
}
