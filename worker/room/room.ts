import { DurableObject } from 'cloudflare:workers';
import { AppError } from '../../wire/errors.ts';
import { CLOSE } from '../../wire/room.ts';
import type { Env } from '../env.ts';
import { logError } from '../lib/log.ts';
import { createBrake } from './brake.ts';
import { resumeClosing } from './closing.ts';
import { allowRecording } from './consent.ts';
import { dropRecording } from './dropping.ts';
import { learnFacts, openDoor, regenerateGuestLink } from './door.ts';
import type {
  FragmentRefusal,
  KitEvent,
  LandedFragment,
  NoteChange,
  RecordLeave,
  RoomRpc,
  SessionFacts,
} from './facts.ts';
import { forgetParticipant } from './forgetting.ts';
import { openHall, type Hall } from './hall.ts';
import { hearKitEvent } from './kit/work.ts';
import { keepHouse, nextAlarm } from './housekeeping.ts';
import { resumeEntering } from './entering.ts';
import { noticeWhoWentWaiting, leaveLobby } from './lobby.ts';
import { forgetWarmed } from './negotiation.ts';
import { obey } from './messages.ts';
import { learnNote } from './notes.ts';
import { forgetPaying, isPayDue, pay } from './payments.ts';
import { goAway, goOut, noticeTheLost } from './people.ts';
import { beLate, replan } from './planning.ts';
import { readMessage } from './reading.ts';
import { directRecording } from './recording.ts';
import { land, mayRecord, noMore } from './landing.ts';
import { retryRecording, retryTrack } from './making.ts';
import { attach, attachmentOf, sendError } from './sockets.ts';

/** After so many messages that are none, it is not our client that is talking. */
const GARBAGE_MAX = 5;

/** Most messages are obeyed in one turn: then there is nothing to settle up twice. Rejections are the caller's. */
async function isSettled(work: Promise<void>): Promise<boolean> {
  let settled = false;
  const note = () => void (settled = true);
  work.then(note, () => undefined);
  await Promise.resolve();
  return settled;
}

/**
 * One Session's room: who is at the door and in, what they are shown, what is to happen by itself. A thin shell: it turns events
 * into calls, and after each of them re-arms the one alarm and pays what is owed to D1. All state is in `hall`.
 */
export class Room extends DurableObject<Env> implements RoomRpc {
  readonly #hall: Hall;
  readonly #brake = createBrake();
  #isPaying = false;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair('ping', 'pong'));
    this.#hall = openHall(ctx, env);
    // Sockets may have gone while nobody was looking; the alarm may have been lost.
    resumeEntering(this.#hall);
    noticeTheLost(this.#hall);
    noticeWhoWentWaiting(this.#hall);
    resumeClosing(this.#hall);
    forgetPaying(this.#hall);
    ctx.waitUntil(this.#settleUp());
  }

  override async fetch(request: Request): Promise<Response> {
    const accept = (socket: WebSocket, seat: string) => this.ctx.acceptWebSocket(socket, [seat]);
    const response = await openDoor(this.#hall, accept, request);
    await this.#settleUp();
    return response;
  }

  override async webSocketMessage(socket: WebSocket, frame: string | ArrayBuffer): Promise<void> {
    const at = attachmentOf(socket).at;
    // What was on its way when the socket was shut is not obeyed any more.
    if (at === 'gone' || socket.readyState !== WebSocket.OPEN) return;
    const passed = this.#brake.take(socket, this.#hall.now());
    if (passed === 'refuse') sendError(socket, 'too_many_messages');
    if (passed === 'flood') socket.close(CLOSE.flood, 'too_many_messages');
    if (passed !== 'pass') return;
    const read = readMessage(frame);
    if (!read.ok) return this.#garbage(socket, read.code, read.re);
    try {
      const work = obey(this.#hall, socket, read.message);
      const isDone = await isSettled(work);
      await this.#settleUp();
      if (isDone) return;
      await work;
    } catch (error) {
      if (!(error instanceof AppError)) logError('room_message_failed', error, { kind: read.message.t });
      const id = 'id' in read.message ? read.message.id : undefined;
      sendError(socket, error instanceof AppError ? error : 'internal', read.message.t, id);
    }
    await this.#settleUp();
  }

  #garbage(socket: WebSocket, code: 'message_bad' | 'message_too_large', re: string | undefined): void {
    sendError(socket, code, re);
    const garbage = attachmentOf(socket).garbage + 1;
    attach(socket, { garbage });
    if (garbage >= GARBAGE_MAX) socket.close(CLOSE.garbage, code);
  }

  override async webSocketClose(socket: WebSocket): Promise<void> {
    await this.#lost(socket);
  }

  override async webSocketError(socket: WebSocket): Promise<void> {
    await this.#lost(socket);
  }

  async #lost(socket: WebSocket): Promise<void> {
    const { at, claims } = attachmentOf(socket);
    attach(socket, { at: 'gone' });
    if (at === 'in' || at === 'entering') goAway(this.#hall, claims.seat);
    if (at === 'waiting') leaveLobby(this.#hall, claims.seat);
    if (at === 'door' || at === 'waiting') forgetWarmed(this.#hall, claims.seat);
    await this.#settleUp();
  }

  override async alarm(): Promise<void> {
    await keepHouse(this.#hall);
    await this.#settleUp();
  }

  async plan(facts: SessionFacts): Promise<void> {
    replan(this.#hall, facts);
    await this.#settleUp();
  }

  async regenerateGuestLink(version: number, keepGuests: boolean): Promise<{ kept: string[] }> {
    const out = (seat: string) => goOut(this.#hall, seat, 'link_regenerated');
    await learnFacts(this.#hall);
    const kept = regenerateGuestLink(this.#hall, version, keepGuests, out);
    await this.#settleUp();
    return { kept };
  }

  async late(minutes: number): Promise<void> {
    await learnFacts(this.#hall);
    beLate(this.#hall, minutes);
    await this.#settleUp();
  }

  async noteChanged(change: NoteChange): Promise<void> {
    learnNote(this.#hall, change);
    await this.#settleUp();
  }

  async mayRecord(
    seat: string,
    recording: string,
    segment: number,
    person: string | null = null,
  ): Promise<RecordLeave> {
    return mayRecord(this.#hall, { seat, person }, recording, segment);
  }

  async fragmentLanded(fragment: LandedFragment): Promise<{ savedMs: number } | { refused: FragmentRefusal }> {
    const landed = land(this.#hall, fragment);
    await this.#settleUp();
    return landed;
  }

  async noMore(seat: string, recording: string, segment: number, person: string | null): Promise<void> {
    noMore(this.#hall, { seat, person }, recording, segment);
    await this.#settleUp();
  }

  async retryRecording(recording: string, byName: string): Promise<boolean> {
    const retried = retryRecording(this.#hall, recording, byName);
    await this.#settleUp();
    return retried;
  }

  async retryTrack(track: string, byName: string): Promise<boolean> {
    const retried = retryTrack(this.#hall, track, byName);
    await this.#settleUp();
    return retried;
  }

  async kitEvent(event: KitEvent): Promise<void> {
    hearKitEvent(this.#hall, event);
    await this.#settleUp();
  }

  async allowRecording(seat: string): Promise<boolean> {
    const allowed = allowRecording(this.#hall, seat);
    await this.#settleUp();
    return allowed;
  }

  async dropRecording(recording: string): Promise<void> {
    await dropRecording(this.#hall, recording);
    await this.#settleUp();
  }

  async forgetParticipant(names: string[]): Promise<void> {
    forgetParticipant(this.#hall, names);
    await this.#settleUp();
  }

  /** After every change: D1 learns what it should, and the alarm rings when the facts now say. */
  async #settleUp(): Promise<void> {
    if (!this.#isPaying && isPayDue(this.#hall)) {
      this.#isPaying = true;
      this.ctx.waitUntil(this.#pay());
    }
    await this.#arm();
  }

  async #pay(): Promise<void> {
    try {
      await pay(this.#hall);
    } finally {
      this.#isPaying = false;
    }
    // Consent may just have been written down: that is what a recording waits for.
    directRecording(this.#hall);
    await this.#settleUp();
  }

  /** An alarm that rings too early does no harm, so it is only ever moved forward: a write less per change. */
  async #arm(): Promise<void> {
    const wanted = nextAlarm(this.#hall);
    if (wanted === null) return;
    const armed = await this.ctx.storage.getAlarm();
    if (armed === null || armed > wanted) await this.ctx.storage.setAlarm(wanted);
  }
}
