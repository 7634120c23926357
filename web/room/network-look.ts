import type { LinkView } from '../../wire/http.ts';
import type { RoomMessage } from '../../wire/room.ts';
import type { NetworkLook } from '../check/ports.ts';
import { createSfuClient } from './media/sfu-client.ts';
import { openSocket, socketUrl } from './socket.ts';
import { fetchTicket } from './ticket.ts';

/** Nothing that connects at all takes longer, ms: a first transport is given up after 10 s (media/heal.ts) and tried once more. */
const CONNECT_WITHIN = 16_000;
/** So long we measure what has connected, ms, looking this often. */
const MEASURE_FOR = 3_000;
const LOOK_EVERY = 300;

/** Connects to the media service exactly as the room would, from the door of the Session, and measures for some seconds. */
export async function lookAtNetwork(view: LinkView): Promise<NetworkLook> {
  if (view.media === 'kit') return (await import('./media/kit/reach.ts')).lookAtKit(view);
  const ticket = await fetchTicket(view, AbortSignal.timeout(CONNECT_WITHIN));
  const connected = Promise.withResolvers<NetworkLook | null>();
  let isOnline = false;
  const media = createSfuClient(view.iceServers, {
    send: (message) => socket.send(message),
    onTrack: () => undefined,
    reachable: () => Promise.resolve(true),
    people: () => new Map(),
    onTransport: (state) => state === 'well' && connected.resolve(null),
  });
  const socket = openSocket(socketUrl(view.session.id), ticket, (signal) => fetchTicket(view, signal), {
    onOpen() {
      isOnline = true;
      media.online();
    },
    onMessage(message) {
      if (isElsewhere(message)) connected.resolve({ kind: 'not_measured' });
      else media.receive(message);
    },
    onAway: () => media.offline(),
    onRefused: () => connected.resolve({ kind: 'not_measured' }),
  });
  const timer = setTimeout(() => connected.resolve({ kind: isOnline ? 'blocked' : 'no_socket' }), CONNECT_WITHIN);
  const began = performance.now();
  try {
    media.warm();
    const failed = await connected.promise;
    if (failed) return failed;
    const afterMs = Math.round(performance.now() - began);
    return { kind: 'connected', afterMs, trips: await roundTrips(() => media.measure()) };
  } finally {
    clearTimeout(timer);
    media.close();
    socket.close();
  }
}

/** The service failed us, or the door was shut: that says nothing about this network. */
const isElsewhere = (message: RoomMessage): boolean =>
  message.t === 'gone' || (message.t === 'error' && message.re === 'warm');

async function roundTrips(measure: () => Promise<{ rtt: number } | null>): Promise<number[]> {
  const trips: number[] = [];
  const until = performance.now() + MEASURE_FOR;
  while (performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
    const look = await measure();
    if (look && look.rtt > 0) trips.push(look.rtt);
  }
  return trips;
}
