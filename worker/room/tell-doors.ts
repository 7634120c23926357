import { doorState, opensAt } from '../domain/session-status.ts';
import type { Hall } from './hall.ts';
import { isInside } from './presence.ts';
import { dismiss, send } from './sockets.ts';

/** Everybody at the door is told how things stand there. */
export function tellDoors(hall: Hall): void {
  for (const socket of hall.sockets.door()) tellDoor(hall, socket);
}

/** Says how things stand at the door, or shuts it. */
export function tellDoor(hall: Hall, socket: WebSocket): void {
  const facts = hall.facts();
  const { recording, shutAt } = hall.store.life();
  const state = shutAt === null ? doorState(facts, hall.now()) : 'over';
  if (state === 'over' || state === 'cancelled') return dismiss(socket, state);
  send(socket, {
    t: 'door',
    state,
    opensAt: new Date(opensAt(facts)).toISOString(),
    startsAt: new Date(facts.startsAt).toISOString(),
    endsAt: new Date(facts.endsAt).toISOString(),
    inside: hall.store.seats().filter(isInside).length,
    recorded: recording?.phase === 'on' && recording.rests !== 'stopped',
  });
}
