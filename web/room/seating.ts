import type { Person } from '../../wire/room.ts';
import type { Role } from '../../wire/words.ts';

/** The Participant is whom everybody came for; then the hosts; then who else shows up. */
const ORDER: Record<Role, number> = { participant: 0, researcher: 1, guest: 2 };

/** Who gets a tile, and who only watches: Guests without camera, microphone and screen (PRODUCT.md, In the room). */
export function seatPeople(people: ReadonlyMap<number, Person>): { tiles: Person[]; watchers: Person[] } {
  const tiles: Person[] = [];
  const watchers: Person[] = [];
  for (const person of people.values()) {
    const watches = person.role === 'guest' && !person.cam && !person.mic && !person.screen;
    (watches ? watchers : tiles).push(person);
  }
  tiles.sort((a, b) => ORDER[a.role] - ORDER[b.role] || a.n - b.n);
  return { tiles, watchers };
}
