import { sessionGone } from './errors.ts';
import { Session } from './session.ts';
import type { Surroundings } from './session.ts';

/** A track without packets, and a connection without consent, live this long (documented: 30 s). ms. */
export const IDLE_AFTER = 30_000;
/** A session that never connected expires. ms. */
const CONNECT_AFTER = 60_000;
/** A browser that said goodbye may still be rebuilding its transport. ms. */
const GOODBYE_AFTER = 5_000;

/** All sessions of the app. */
export class Sessions {
  readonly #surroundings: Surroundings;
  readonly #idleAfter: number;
  readonly #trackIdleAfter: number;
  readonly #sessions = new Map<string, Session>();

  constructor(surroundings: Surroundings, idleAfter: number, trackIdleAfter = idleAfter) {
    this.#surroundings = surroundings;
    this.#idleAfter = idleAfter;
    this.#trackIdleAfter = trackIdleAfter;
  }

  get all(): Session[] {
    return [...this.#sessions.values()];
  }

  create(): Session {
    const session = new Session(this.#surroundings);
    this.#sessions.set(session.id, session);
    return session;
  }

  find(id: string): Session | null {
    return this.#sessions.get(id) ?? null;
  }

  /** 410 when the session is unknown, expired or closed. */
  require(id: string): Session {
    const session = this.find(id);
    if (!session || session.closed) throw sessionGone();
    return session;
  }

  close(session: Session): void {
    session.close();
    this.#sessions.delete(session.id);
  }

  closeAll(): void {
    for (const session of this.all) this.close(session);
  }

  /** Called every 50 ms. */
  tickOften(now: number): void {
    for (const session of this.all) if (session.transport.connected) session.intake.sendFrequentFeedback(now);
  }

  /** Called every second. */
  tick(now: number): void {
    for (const session of this.all) {
      if (this.#isOver(session, now)) {
        this.close(session);
        continue;
      }
      this.#collectTracks(session, now);
      session.intake.sendReports();
      adaptLayers(session, now);
    }
  }

  #isOver({ transport, everConnected, createdAt }: Session, now: number): boolean {
    if (transport.closedByPeerAt !== null && now - transport.closedByPeerAt > GOODBYE_AFTER) return true;
    return everConnected ? now - transport.lastConsentAt > this.#idleAfter : now - createdAt > CONNECT_AFTER;
  }

  #collectTracks(session: Session, now: number): void {
    for (const track of session.tracks.values()) {
      if (now - track.lastPacketAt > this.#trackIdleAfter) session.endTrack(track);
    }
  }
}

/** Shares the bandwidth a follower reports among the videos it gets. */
function adaptLayers(session: Session, now: number): void {
  const videos = session.mediaLines.flatMap(({ subscription }) =>
    subscription?.active && subscription.track.kind === 'video' ? [subscription] : [],
  );
  for (const subscription of videos) {
    if (session.bandwidth !== null) subscription.noteBandwidth(session.bandwidth / videos.length, now);
    subscription.reconsider(now);
  }
}
