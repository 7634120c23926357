import { spanInZone } from '../../lib/when.ts';
import type { Template } from './letter.ts';
import { writeLetter } from './layout.ts';

export interface RecordingFacts {
  kind: 'recording_ready' | 'recording_failed';
  session: { startsAt: number; endsAt: number };
  study: { title: string };
  participant: { name: string };
  host: { zone: string };
  /** 'Watch', or the Study's 'Completed' tab where there is nothing to watch. */
  url: string;
  /** Why there is no recording, in plain words, when that is known. */
  reason: string | null;
}

/** 'Recording ready' and 'Recording failed' (PRODUCT.md, Mails), to the host Researcher. */
export function recordingMail({ kind, session, study, participant, host, url, reason }: RecordingFacts): Template {
  const facts: [string, string][] = [
    ['Study', study.title],
    ['Participant', participant.name],
    ['When', spanInZone(session.startsAt, session.endsAt, host.zone)],
  ];
  const footnote = 'Only members of your workspace can watch or download it.';
  if (kind === 'recording_ready') {
    return writeLetter({
      subject: `Recording ready: ${participant.name}, ${study.title}`,
      heading: 'Your recording is ready',
      paragraphs: [`The recording of your Session with ${participant.name} can be watched and downloaded now.`],
      facts,
      button: { label: 'Open the recording', url },
      footnote,
    });
  }
  return writeLetter({
    subject: `Recording failed: ${participant.name}, ${study.title}`,
    heading: 'The recording could not be finished',
    paragraphs: [
      `The recording of your Session with ${participant.name} could not be made into a file.`,
      ...(reason === null ? [] : [reason]),
    ],
    facts,
    button: { label: 'Open the Study', url },
    footnote: 'What happened is in the timeline of the Session.',
  });
}
