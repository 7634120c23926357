import { doorState, opensAt } from '../domain/session-status.ts';
import { NOBODY } from './completion.ts';
import { withdraw } from './consent.ts';
import { shutFromOutside } from './ending.ts';
import type { SessionFacts } from './facts.ts';
import { forgetParticipant } from './forgetting.ts';
import type { Hall } from './hall.ts';
import { emptyLobby, reconsiderWaiting } from './lobby.ts';
import { seeInside } from './people.ts';
import { directRecording } from './recording.ts';
import { tellDoors } from './tell-doors.ts';

/** The Session was scheduled or changed: new facts, and what follows from them for those who are here. */
export function replan(hall: Hall, facts: SessionFacts): void {
  const before = hall.store.facts();
  if (before && before.factsVersion > facts.factsVersion) return;
  // A link once dead stays dead, also for facts read while it was being regenerated.
  const guestLinkVersion = Math.max(before?.guestLinkVersion ?? 0, facts.guestLinkVersion);
  hall.store.setFacts({ ...facts, guestLinkVersion });
  if (before?.scheduleVersion !== facts.scheduleVersion) startAnew(hall);
  if (before && facts.lateMinutes > 0 && facts.lateMinutes !== before.lateMinutes) sayLate(hall);
  if (facts.withdrawn) withdraw(hall);
  if (facts.participantDeleted) forgetParticipant(hall);
  const { shutAt } = hall.store.life();
  if (shutAt !== null) return;
  const state = doorState(facts, hall.now());
  // A Session the Room itself has left for review, or as a no-show, is not over for those who are in.
  if (facts.status === 'cancelled') shutFromOutside(hall, 'cancelled');
  else if (state === 'over' && facts.status === 'completed') shutFromOutside(hall, 'over');
  else {
    if (state === 'early') emptyLobby(hall);
    if (before && isOtherPolicy(before, facts)) reconsiderWaiting(hall);
    tellDoors(hall);
    directRecording(hall);
  }
}

const isOtherPolicy = (before: SessionFacts, now: SessionFacts) =>
  before.guestPolicy !== now.guestPolicy || before.recordingPolicy !== now.recordingPolicy;

/** Another time is another meeting: who had been in for the old one has not come to this one yet. */
function startAnew(hall: Hall): void {
  const isOpen = hall.now() >= opensAt(hall.facts());
  hall.store.live({ seen: NOBODY, settled: false, openTold: isOpen });
  if (isOpen) seeInside(hall);
}

/** 'I'm running late' by the Participant: everybody inside is told, and the no-show limit moves. Again with the same: nothing new. */
export function beLate(hall: Hall, minutes: number): void {
  const facts = hall.facts();
  if (facts.lateMinutes === minutes) return;
  hall.store.setFacts({ ...facts, lateMinutes: minutes });
  sayLate(hall);
}

const sayLate = (hall: Hall) => hall.sockets.tellInside({ t: 'late', minutes: hall.facts().lateMinutes });
