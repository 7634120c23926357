import type { Session } from '../../realtime/session.ts';
import type { Meeting, Participant } from '../kit.ts';
import type { Socket } from './socket.ts';

/** What a peer sends: a microphone, a camera, a screen or its sound. */
export interface Producer {
  id: string;
  kind: 'audio' | 'video';
  paused: boolean;
  screenShare: boolean;
  /** JSON of the client's own, handed to the followers as it is. */
  appData: string;
  mimeType: string;
  transport: Session;
}

/** A peer as its sockets and transports know it: from `init` on, while the service counts it from `join` on. */
export class Member {
  readonly peerId: string;
  readonly meeting: Meeting;
  readonly participant: Participant;
  socket: Socket;
  /** The socket is gone, and may come back. */
  lost = false;
  /** Has joined the room: the others see it. */
  joined = false;
  /** Has joined the media: the others hear of its producers. */
  mediaJoined = false;
  readonly transports: { send: Session | null; recv: Session | null } = { send: null, recv: null };
  readonly producers = new Map<string, Producer>();

  constructor(peerId: string, meeting: Meeting, participant: Participant, socket: Socket) {
    this.peerId = peerId;
    this.meeting = meeting;
    this.participant = participant;
    this.socket = socket;
  }

  get permissions(): Participant['preset']['permissions'] {
    return this.participant.preset.permissions;
  }
}
