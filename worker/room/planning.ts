import { doorState } from '../domain/session-status.ts';
import { opensAt } from './agenda.ts';
import { shutFromOutside } from './ending.ts';
import type { SessionFacts } from './facts.ts';
import type { Hall } from './hall.ts';
import { tellDoors } from './people.ts';
import { directRecording } from './recording.ts';

/** The Session was scheduled or changed: new facts, and what follows from them for those who are here. */
export function replan(hall: Hall, facts: SessionFacts): void {
  const before = hall.store.facts();
  hall.store.setFacts(facts);
  if (before?.startsAt !== facts.startsAt) hall.store.live({ openTold: hall.now() >= opensAt(facts) });
  if (before && facts.lateMinutes > 0 && facts.lateMinutes !== before.lateMinutes) sayLate(hall);
  const { shutAt } = hall.store.life();
  if (shutAt !== null) return;
  const state = doorState(facts, hall.now());
  // A Session the Room itself has left for review, or as a no-show, is not over for those who are in.
  if (facts.status === 'cancelled') shutFromOutside(hall, 'cancelled');
  else if (state === 'over' && facts.status === 'completed') shutFromOutside(hall, 'over');
  else {
    tellDoors(hall);
    directRecording(hall);
  }
}

/** 'I'm running late' by the Participant: everybody inside is told, and the no-show limit moves. Again with the same: nothing new. */
export function beLate(hall: Hall, minutes: number): void {
  const facts = hall.facts();
  if (facts.lateMinutes === minutes) return;
  hall.store.setFacts({ ...facts, lateMinutes: minutes });
  sayLate(hall);
}

const sayLate = (hall: Hall) => hall.sockets.tellInside({ t: 'late', minutes: hall.facts().lateMinutes });
