import type { Member } from './member.ts';

/** Who has a socket in which meeting. */
export class Rooms {
  readonly #rooms = new Map<string, Map<string, Member>>();

  get all(): Member[] {
    return [...this.#rooms.values()].flatMap((room) => [...room.values()]);
  }

  find(meetingId: string, peerId: string): Member | null {
    return this.#rooms.get(meetingId)?.get(peerId) ?? null;
  }

  add(member: Member): void {
    const room = this.#rooms.get(member.meeting.id) ?? new Map<string, Member>();
    room.set(member.peerId, member);
    this.#rooms.set(member.meeting.id, room);
  }

  remove(member: Member): void {
    this.#rooms.get(member.meeting.id)?.delete(member.peerId);
  }

  /** Those who have joined a meeting. */
  joined(meetingId: string): Member[] {
    return [...(this.#rooms.get(meetingId)?.values() ?? [])].filter((member) => member.joined);
  }

  others(member: Member): Member[] {
    return this.joined(member.meeting.id).filter((other) => other !== member);
  }

  /** Tells all others who have joined. */
  tellOthers(member: Member, event: number, payload: Uint8Array): void {
    for (const other of this.others(member)) other.socket.send(event, payload);
  }
}
