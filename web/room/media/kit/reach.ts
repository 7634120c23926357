import type { LinkView } from '../../../../wire/http.ts';
import type { NetworkLook } from '../../../check/ports.ts';
import { openSocket, socketUrl } from '../../socket.ts';
import { fetchTicket } from '../../ticket.ts';

/** What answers at all answers sooner, ms. */
const ANSWERS_WITHIN = 10_000;
/** Round trips that are measured: the middle one of so few is not one unlucky packet. */
const TRIPS = 7;

/**
 * How far the network lets us, without taking anybody into a meeting (the service's client connects there only): the Room's own
 * socket, the service itself, and whether anything comes back by UDP.
 */
export async function lookAtKit(view: LinkView): Promise<NetworkLook> {
  const host = view.kitHost ?? '';
  const [trips, isReached, udp] = await Promise.all([tripsToRoom(view), reaches(host), getsUdp(view.iceServers)]);
  if (trips === 'elsewhere') return { kind: 'not_measured' };
  if (trips === null) return { kind: 'no_socket' };
  return isReached ? { kind: 'reached', trips, udp } : { kind: 'unreached', host };
}

/** Round trips to the Room, ms; null when its socket does not open, 'elsewhere' when the Room has no place for us now. */
async function tripsToRoom(view: LinkView): Promise<number[] | 'elsewhere' | null> {
  const ticket = await fetchTicket(view, AbortSignal.timeout(ANSWERS_WITHIN));
  const opened = Promise.withResolvers<'open' | 'elsewhere' | null>();
  const timer = setTimeout(() => opened.resolve(null), ANSWERS_WITHIN);
  const socket = openSocket(socketUrl(view.session.id), ticket, (signal) => fetchTicket(view, signal), {
    onOpen: () => opened.resolve('open'),
    onMessage: (message) => message.t === 'gone' && opened.resolve('elsewhere'),
    onAway: () => undefined,
    onRefused: () => opened.resolve('elsewhere'),
  });
  try {
    const came = await opened.promise;
    if (came !== 'open') return came;
    const trips: number[] = [];
    for (let asked = 0; asked < TRIPS; asked += 1) {
      const at = performance.now();
      if (await socket.probe()) trips.push(performance.now() - at);
    }
    return trips;
  } finally {
    clearTimeout(timer);
    socket.close();
  }
}

/** What its first host answers is of no interest, and we are not to read it: that something comes back is enough. */
async function reaches(host: string): Promise<boolean> {
  const signal = AbortSignal.timeout(ANSWERS_WITHIN);
  try {
    await fetch(`https://api.${host}/`, { mode: 'no-cors', cache: 'no-store', signal });
    return true;
  } catch (error) {
    console.info('The video service was not reached', error);
    return false;
  }
}

/** Whether a STUN server's answer comes back; null when there is none to ask. */
async function getsUdp(iceServers: RTCIceServer[]): Promise<boolean | null> {
  if (iceServers.length === 0) return null;
  const pc = new RTCPeerConnection({ iceServers });
  const came = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => came.resolve(false), ANSWERS_WITHIN);
  pc.onicecandidate = ({ candidate }) => {
    if (candidate?.type === 'srflx') came.resolve(true);
    if (candidate === null) came.resolve(false);
  };
  try {
    pc.createDataChannel('check');
    await pc.setLocalDescription();
    return await came.promise;
  } finally {
    clearTimeout(timer);
    pc.close();
  }
}
