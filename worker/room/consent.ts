import { haltRecording } from './dropping.ts';
import type { Hall } from './hall.ts';
import { showRecording, stopRecording } from './recording.ts';
import type { SeatRecord } from './seat-record.ts';

/** What the Participant agreed to as they came in; `recording` false: they take part, and are not recorded. */
export interface Agreement {
  version: number;
  recording: boolean;
}

/** The Participant has come in and agreed. Said before, it is not written again. */
export function agree(hall: Hall, { name }: Pick<SeatRecord, 'name'>, { version, recording }: Agreement): void {
  const { participantId, consent } = hall.facts();
  const { consented, unrecorded } = hall.store.life();
  const isNews = consented !== version || recording === (unrecorded === 'refused');
  if (!isNews || (unrecorded === 'withdrawn' && consented === version)) return;
  hall.store.live({
    consented: version,
    unrecorded: unrecorded === 'withdrawn' ? unrecorded : recording ? null : 'refused',
  });
  hall.ledger.owe(
    { what: 'consented', consent: { participantId, name, version, text: consent.text, recording } },
    hall.now(),
  );
  // Recorded before, and not any more: what there is becomes the recording.
  if (!recording) stopRecording(hall);
}

/** 'Allow recording', by the Participant who refused it. False when they are not in, or had not refused. */
export function allowRecording(hall: Hall, seat: string): boolean {
  const { consented, unrecorded } = hall.store.life();
  const record = hall.store.seat(seat);
  if (unrecorded !== 'refused' || consented === null || record?.role !== 'participant') return false;
  agree(hall, record, { version: consented, recording: true });
  showRecording(hall);
  return true;
}

/** The Participant took their consent back: nothing is recorded from now on, for good, and what was is nobody's any more. */
export function withdraw(hall: Hall): void {
  const { unrecorded, recording } = hall.store.life();
  if (unrecorded === 'withdrawn') return;
  hall.store.live({ unrecorded: 'withdrawn' });
  if (recording) {
    hall.ledger.owe({ what: 'recording_withdrawn', recording: recording.id }, hall.now());
    haltRecording(hall, recording.id);
  }
  showRecording(hall);
}
