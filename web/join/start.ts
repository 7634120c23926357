import type { LinkView } from '../../wire/http.ts';
import type { Closed } from './closed-page.ts';
import { closedPage } from './closed-page.ts';
import type { Early } from './early.ts';
import type { Exchanged } from './exchange.ts';
import { exchangeLink, originalLink, takeSecret } from './exchange.ts';
import { h } from './dom.ts';
import { pageFrame } from './frame.ts';
import type { JoinPage } from './join-page.ts';
import { joinPage } from './join-page.ts';
import type { Door, DoorState, RoomModule } from './ports.ts';

export interface LinkPageParts {
  root: HTMLElement;
  loadRoom: (view: LinkView) => Promise<RoomModule>;
  /** Fetches and draws the room's UI ahead of 'Join', out of sight. */
  drawAhead: () => Promise<unknown>;
  /** Brings to the Room what this browser still holds of the Session's recording, and tells what it finds. */
  bringLeft: (sessionId: string, tell: (text: string) => void) => Promise<void>;
}

/** Waits before the door is tried again, ms: soon at first, then seldom; an early page may stand open for days. */
const RETRY_AFTER = [500, 1_000, 2_000, 5_000, 10_000, 30_000];

/** The link page from the first byte to the room: secret, one call, page, door, 'Join'. */
export function startLinkPage({ root, loadRoom, drawAhead, bringLeft }: LinkPageParts): void {
  const begun: Early | undefined = window.early;
  const { sessionId, secret } = begun ?? takeSecret();
  // A second link pasted into this tab changes only the fragment: the browser would not load it anew.
  addEventListener('hashchange', () => location.reload());
  const frame = pageFrame(root);
  let page: JoinPage | null = null;
  let door: Door | null = null;
  let room: RoomModule | null = null;
  let tries = 0;
  let joined = false;

  function close(closed: Closed) {
    door?.close();
    page?.stop();
    page = null;
    const element = closedPage(closed);
    frame.show(element);
    return element;
  }

  async function exchange(withSecret: string, answer?: Promise<Exchanged>): Promise<void> {
    const exchanged = await (answer ?? exchangeLink(sessionId, withSecret));
    if (exchanged.kind === 'dead') close({ kind: 'dead', sessionId });
    else if (exchanged.kind === 'view') showView(exchanged.view);
    else if (page) retryLater();
    else close({ kind: 'failed', sentence: exchanged.sentence, retry: () => void exchange(withSecret) });
  }

  function showView(view: LinkView) {
    const { state } = view.session;
    if (state === 'cancelled') return close({ kind: state, view });
    if (state === 'over') return showOver(view);
    if (page) page.setView(view);
    else {
      page = joinPage(view, { join, renew: () => exchange(''), link: originalLink(view, secret) });
      frame.show(page.element);
      page.start();
    }
    void open(view);
  }

  function showOver(view: LinkView) {
    const found = h('p', { role: 'status' });
    close({ kind: 'over', view }).append(found);
    bringLeft(view.session.id, (text) => void (found.textContent = text)).catch((cause: unknown) =>
      console.warn('left-over pieces were not looked for', cause),
    );
  }

  /** Loads the room's client behind the page and waits at the door; the page is usable meanwhile. */
  async function open(view: LinkView) {
    try {
      room ??= await loadRoom(view);
    } catch (cause) {
      console.warn('room not loaded', cause);
      return retryLater();
    }
    door?.close();
    door = room.openDoor(view);
    page?.setDoor(door);
    door.onDoor((state) => hear(state, view));
  }

  function hear(state: DoorState, view: LinkView) {
    if (joined || !page) return;
    page.hear(state);
    if (state.kind === 'open' || state.kind === 'early') {
      if (tries === 0) void drawAhead().catch((cause: unknown) => console.info('not drawn ahead', cause));
      tries = 0;
    } else if (state.kind === 'lost') retryLater();
    else if (state.kind === 'gone') closeFor(state.why, view);
  }

  function closeFor(why: Extract<DoorState, { kind: 'gone' }>['why'], view: LinkView) {
    if (why === 'lost' || why === 'left') return retryLater();
    if (why === 'replaced') return close({ kind: 'elsewhere' });
    if (why === 'cancelled') return close({ kind: 'cancelled', view });
    if (why === 'denied' || why === 'removed') return close({ kind: why });
    if (why === 'ended' || why === 'over') return close({ kind: 'over', view });
    close({ kind: 'dead', sessionId });
  }

  function retryLater() {
    const wait = RETRY_AFTER[Math.min(tries, RETRY_AFTER.length - 1)] ?? 0;
    tries += 1;
    setTimeout(() => void exchange(page ? '' : secret), wait * (0.75 + Math.random() / 2));
  }

  async function join(enter: (door: Door) => Promise<'in' | 'stopped'>, at: Door) {
    if ((await enter(at)) === 'stopped') return;
    joined = true;
    page?.stop();
    page = null;
    await room?.showRoom(root);
  }

  void exchange(secret, begun?.exchanged);
}
