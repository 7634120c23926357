import { randomUUID } from 'node:crypto';
import { missing } from './errors.ts';
import type { Kit, LiveSession, Meeting, Participant, Peer } from './kit.ts';

/** Undocumented default of `session_keep_alive_time_in_secs`. s. */
const KEEP_ALIVE = 60;

/** Who is in which meeting now. */
export class LiveSessions {
  readonly #kit: Kit;
  readonly #sessions = new Map<string, LiveSession>();
  readonly #ending = new Map<string, () => void>();
  readonly #keepAlive: number;

  /** `keepAlive` in ms, for meetings that name none of their own. */
  constructor(kit: Kit, keepAlive: number = KEEP_ALIVE * 1_000) {
    this.#kit = kit;
    this.#keepAlive = keepAlive;
  }

  get all(): LiveSession[] {
    return [...this.#sessions.values()];
  }

  find(meetingId: string): LiveSession | null {
    return this.#sessions.get(meetingId) ?? null;
  }

  require(meetingId: string): LiveSession {
    const session = this.find(this.#kit.meeting(meetingId).id);
    if (!session) throw missing('Active session');
    return session;
  }

  join(meeting: Meeting, participant: Participant, peerId: string = randomUUID()): Peer {
    const session = this.find(meeting.id) ?? this.#start(meeting);
    this.#ending.get(meeting.id)?.();
    this.#ending.delete(meeting.id);
    const peer = { id: peerId, participant, joinedAt: new Date() };
    session.peers.set(peerId, peer);
    session.mostPeers = Math.max(session.mostPeers, session.peers.size);
    this.#kit.happenings.tell({ kind: 'joined', session, peer });
    return peer;
  }

  /** One who has left already is no error. */
  leave(meetingId: string, peerId: string): void {
    const session = this.find(meetingId);
    const peer = session?.peers.get(peerId);
    if (!session || !peer) return;
    session.peers.delete(peerId);
    this.#kit.happenings.tell({ kind: 'left', session, peer, leftAt: new Date() });
    if (session.peers.size > 0) return;
    const seconds = session.meeting.settings.session_keep_alive_time_in_secs;
    const keepAlive = seconds === undefined ? this.#keepAlive : seconds * 1_000;
    const cancel = this.#kit.timers.after(keepAlive, () => this.#end(session, 'ALL_PARTICIPANTS_LEFT'));
    this.#ending.set(meetingId, cancel);
  }

  /** Puts peers out; those who watch are told first, so that a client hears why before its socket closes. */
  kick(session: LiveSession, peers: Peer[], all: boolean): void {
    this.#kit.happenings.tell({ kind: 'kicked', session, peers, all });
    for (const peer of peers) this.leave(session.meeting.id, peer.id);
    if (all) this.#end(session, 'HOST_ENDED_MEETING');
  }

  #start(meeting: Meeting): LiveSession {
    const session: LiveSession = {
      id: randomUUID(),
      meeting,
      startedAt: new Date(),
      endedAt: null,
      peers: new Map(),
      mostPeers: 0,
    };
    this.#sessions.set(meeting.id, session);
    this.#kit.happenings.tell({ kind: 'started', session });
    return session;
  }

  #end(session: LiveSession, reason: 'HOST_ENDED_MEETING' | 'ALL_PARTICIPANTS_LEFT'): void {
    const { id } = session.meeting;
    if (this.#sessions.get(id) !== session) return;
    this.#ending.get(id)?.();
    this.#ending.delete(id);
    this.#sessions.delete(id);
    session.endedAt = new Date();
    this.#kit.happenings.tell({ kind: 'ended', session, reason });
  }
}
