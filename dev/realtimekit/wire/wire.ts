import type { WebSocket } from 'ws';
import type { Sessions } from '../../realtime/sessions.ts';
import { ApiError } from '../../realtime/errors.ts';
import type { Happening } from '../happenings.ts';
import type { Meeting, Participant } from '../kit.ts';
import type { RecordingStatus } from '../recording-schema.ts';
import type { Service } from '../service.ts';
import { EVENTS } from './all-events.ts';
import { MEDIA, ROOM } from './events.ts';
import * as media from './media-messages.ts';
import { Member } from './member.ts';
import { encode } from './proto.ts';
import { peerOf } from './room-events.ts';
import { PeerInfo, RecordingEvent } from './room-messages.ts';
import { Rooms } from './rooms.ts';
import type { Frame } from './socket.ts';
import { Socket } from './socket.ts';

export interface WirePace {
  /** Somebody whose socket is gone is still there for so long, and comes back into the same place. ms. */
  lostAfter: number;
  /** Between deleting somebody and closing their sockets, time to kick them properly. ms. */
  deletedAfter: number;
}
const PACE: WirePace = { lostAfter: 5_000, deletedAfter: 1_000 };
/** A client that was kicked closes its socket itself, sooner. ms. */
const KICKED_AFTER = 2_000;

const GOING_AWAY = 1_000;
const REFUSED = 4_001;

const RECORDING_EVENTS: Partial<Record<RecordingStatus, number>> = {
  RECORDING: ROOM.recordingStarted,
  PAUSED: ROOM.recordingPaused,
  UPLOADING: ROOM.recordingStopped,
  ERRORED: ROOM.recordingStopped,
};

/** The sockets of all clients, and what the service tells them. */
export class Wire {
  readonly rooms = new Rooms();
  /** Events nobody answers here, by number: for whoever adapts this to another version of the client. */
  readonly unknown = new Set<number>();
  readonly #service: Service;
  readonly #sessions: Sessions;
  readonly #pace: WirePace;
  /** By peer: the transports of those who stayed away too long. Media outlives a socket, and they may yet come back. */
  readonly #left = new Map<string, Member['transports']>();

  constructor(service: Service, sessions: Sessions, pace: Partial<WirePace>) {
    this.#service = service;
    this.#pace = { ...PACE, ...pace };
    this.#sessions = sessions;
    service.kit.happenings.watch((happening) => this.#on(happening));
  }

  /** A client's socket, of somebody who may join; `peerId` is one it has had before when it comes back. */
  connect(web: WebSocket, meeting: Meeting, participant: Participant, peerId: string): void {
    const known = this.rooms.find(meeting.id, peerId);
    const socket: Socket = new Socket(
      web,
      (frame) => void this.#answer(member, socket, frame),
      (code) => this.#onClose(member, socket, code),
    );
    const member = known ?? new Member(peerId, meeting, participant, socket);
    member.socket = socket;
    member.lost = false;
    Object.assign(member.transports, this.#left.get(peerId));
    this.#left.delete(peerId);
    this.rooms.add(member);
  }

  /** For tests: the sockets of a meeting, or of one peer, are cut; what they were for may go on over new ones. */
  cutSockets(which: (member: Member) => boolean): number {
    const cut = this.rooms.all.filter(which);
    for (const { socket } of cut) socket.cut();
    return cut.length;
  }

  /** For tests: whose connections have this ICE ufrag. */
  withUfrag(ufrag: string): Member[] {
    return this.rooms.all.filter(({ transports }) =>
      Object.values(transports).some((session) => session?.transport.hasUfrag(ufrag)),
    );
  }

  async #answer(member: Member, socket: Socket, { event, id, payload }: Frame): Promise<void> {
    const answer = (reply: Uint8Array): void => socket.send(event, reply, id);
    const handler = EVENTS[event];
    if (!handler) {
      this.unknown.add(event);
      return answer(new Uint8Array());
    }
    try {
      const reply = await handler(
        {
          service: this.#service,
          rooms: this.rooms,
          sessions: this.#sessions,
          member,
          leave: () => this.#leave(member),
          answer,
        },
        payload,
      );
      if (reply) answer(reply);
    } catch (error) {
      socket.send(MEDIA.error, encode(media.ErrorMessage, { errorMessage: describe(error), eventId: event }), id);
    }
  }

  #onClose(member: Member, socket: Socket, code: number): void {
    if (member.socket !== socket) return;
    if (code === GOING_AWAY || !member.joined) return this.#leave(member);
    member.lost = true;
    this.#service.kit.timers.after(this.#pace.lostAfter, () => {
      if (member.lost) this.#leave(member);
    });
  }

  #leave(member: Member): void {
    this.#service.live.leave(member.meeting.id, member.peerId);
    this.#forget(member);
  }

  /** Nobody follows anything of theirs any more, and they nothing of the others; who was lost only, ends by itself (sessions.ts). */
  #forget(member: Member): void {
    if (this.rooms.find(member.meeting.id, member.peerId) !== member) return;
    this.rooms.remove(member);
    if (member.lost) {
      this.#left.set(member.peerId, member.transports);
      return;
    }
    for (const transport of Object.values(member.transports)) if (transport) this.#sessions.close(transport);
  }

  #on(happening: Happening): void {
    switch (happening.kind) {
      case 'left': {
        const member = this.rooms.find(happening.session.meeting.id, happening.peer.id);
        if (!member) return;
        this.rooms.tellOthers(member, ROOM.leave, encode(PeerInfo, { peer: peerOf(member) }));
        this.rooms.tellOthers(member, MEDIA.peerLeft, encode(media.PeerLeft, { participantId: member.peerId }));
        this.#forget(member);
        return;
      }
      case 'kicked':
        for (const peer of happening.peers) {
          const socket = this.rooms.find(happening.session.meeting.id, peer.id)?.socket;
          socket?.send(happening.all ? ROOM.kickAll : ROOM.kick);
          this.#service.kit.timers.after(KICKED_AFTER, () => socket?.close(GOING_AWAY, 'kicked'));
        }
        return;
      case 'deleted':
        this.#service.kit.timers.after(this.#pace.deletedAfter, () => {
          const theirs = this.rooms.all.filter(({ participant }) => participant === happening.participant);
          for (const member of theirs) {
            this.#leave(member);
            member.socket.close(REFUSED, 'The participant was deleted');
          }
        });
        return;
      case 'recording': {
        const { id, meeting, status } = happening.recording;
        const event = RECORDING_EVENTS[status];
        const payload = encode(RecordingEvent, { recordingId: id });
        if (event) for (const { socket } of this.rooms.joined(meeting.id)) socket.send(event, payload);
        return;
      }
      case 'started':
      case 'ended':
      case 'joined':
        return;
      default:
        happening satisfies never;
    }
  }
}

/** The client reads an error of the SFU as JSON: by its code it decides what to build anew. */
function describe(error: unknown): string {
  if (error instanceof ApiError) return JSON.stringify({ errorCode: error.code, errorDescription: error.message });
  return error instanceof Error ? error.message : String(error);
}
