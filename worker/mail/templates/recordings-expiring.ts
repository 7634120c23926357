import { momentInZone } from '../../lib/when.ts';
import { writeLetter } from './layout.ts';
import type { Template } from './letter.ts';

export interface ExpiringFacts {
  study: { title: string; recordings: number };
  /** The day on which they are deleted, at the earliest; UTC ms. */
  deletedAt: number;
  zone: string;
  /** The Study's Settings, where they can be kept longer. */
  url: string;
}

/** 7 days' notice before a Study's recordings are deleted (PRODUCT.md, Recordings), to Owners and hosts. */
export function recordingsExpiringMail({ study, deletedAt, zone, url }: ExpiringFacts): Template {
  const count = study.recordings === 1 ? '1 recording' : `${study.recordings} recordings`;
  const day = momentInZone(deletedAt, zone);
  return writeLetter({
    subject: `Recordings of ${study.title} are deleted on ${day}`,
    heading: 'Recordings will be deleted soon',
    paragraphs: [
      `The Study is closed, and the time for which its recordings are kept is over: ${count} will be deleted.`,
      'Download what you want to keep, or keep them longer in the Settings of the Study.',
    ],
    facts: [
      ['Study', study.title],
      ['Deleted on', day],
    ],
    button: { label: 'Open the Study', url },
    footnote: 'Notes, chat and timeline of the Sessions stay.',
  });
}
