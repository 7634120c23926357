import type { RecordingState } from '../../wire/room.ts';
import type { Hall } from './hall.ts';
import { shownCloud } from './kit/cloud-shown.ts';
import { recordersOf, tellHosts } from './hosting.ts';
import { isInside } from './presence.ts';
import { recordingState, type Candidate, type Scene } from './recording-director.ts';
import { tellDoors } from './tell-doors.ts';
import { settleVoices } from './voices.ts';

/** What the director looks at, read afresh each time. */
export function sceneOf(hall: Hall): Scene {
  const life = hall.store.life();
  const inside = hall.store.seats().filter(isInside);
  const facts = hall.store.facts();
  const researchers = inside
    .filter((record) => record.role === 'researcher')
    .map(({ seat, n, cameAt, awaySince, canRecord, saveData }): Candidate => {
      // Whoever is not welcomed yet cannot be told to record either.
      const away = awaySince !== null || !hall.sockets.inOf(seat);
      // Where the service records, no browser has to be able to.
      const isAble = canRecord || hall.media.kind === 'kit';
      return { seat, n, cameAt: cameAt ?? 0, away, awaySince, canRecord: isAble, savesData: saveData };
    });
  const hasConsent = life.consented !== null && !hall.ledger.owes('consented');
  return {
    automatic: facts?.recordingPolicy === 'automatic' && life.shutAt === null,
    allowed: facts !== null && facts.recordingPolicy !== 'off' && life.shutAt === null,
    recording: life.recording,
    researchers,
    unrecorded: life.unrecorded,
    participantConsents:
      hasConsent && life.unrecorded === null && inside.some((record) => record.role === 'participant'),
    lastLandedAt: life.recording ? hall.shelf.lastLandedAt(life.recording.id) : null,
    now: hall.now(),
  };
}

export function shownRecording(hall: Hall): RecordingState {
  const { recording } = hall.store.life();
  if (hall.media.kind === 'kit') return shownCloud(sceneOf(hall));
  return recordingState(sceneOf(hall), recording ? hall.shelf.savedMs(recording.id) : 0);
}

/** After each change: the voices beside the recording follow it. Tells all who are in, when what they are to see differs from what they were last told, apart from what is saved; those at the door read whether they will be recorded. */
export function showRecording(hall: Hall): void {
  settleVoices(hall);
  const recorders = JSON.stringify(recordersOf(hall));
  if (recorders !== hall.store.life().recordersShown) {
    hall.store.live({ recordersShown: recorders });
    tellHosts(hall);
  }
  const shown = shownRecording(hall);
  const key = JSON.stringify({ ...shown, savedMs: null });
  if (key === hall.store.life().shown) return;
  hall.store.live({ shown: key });
  tellDoors(hall);
  hall.sockets.tellInside({ t: 'recording', recording: shown });
}
