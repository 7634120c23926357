import type RealtimeKitClient from '@cloudflare/realtimekit';
import type { KitPlace } from '../../../../wire/kit.ts';
import type { Thrift } from '../thrift.ts';
import { chooseCameras } from './cameras.ts';
import { copyOwnTracks, type OwnCopies } from './own-copies.ts';
import { watchOthers, type Others } from './others.ts';

/** Fetched while one is at the door; evaluated and used in the room only. */
export const loadKit = () => import('@cloudflare/realtimekit');

/** The client mends media that stumbles by itself; after this it is given up for a new place, ms. */
const HEALS_WITHIN = 12_000;
/** A socket that has not come back by then may never: it is not told why the service refuses it, so a dead token looks like this. ms */
const COMES_BACK_WITHIN = 5_000;
/** Coming into a meeting takes a second; a service that is silent for this long is given up, ms. */
const JOINS_WITHIN = 15_000;

export interface MeetingEvents {
  /** A track of somebody, by their number; null: gone. */
  onTrack: Others['onTrack'];
  onState: (state: 'well' | 'lost') => void;
  /** Own tracks were muted at the service, and not by the Room. */
  onTaken: () => void;
  /** Of no use any more: a new place is needed. */
  onDead: () => void;
}

/** One stay in the service's meeting. */
export interface KitMeeting {
  client: RealtimeKitClient;
  own: OwnCopies;
  others: Others;
  /** How much is sent and received of cameras. */
  spare: (how: Thrift) => void;
  /** Leaves; nothing is heard of it any more. */
  close: () => void;
}

/** Comes in. Rejects when the place is refused or the service does not answer. */
export async function joinMeeting(place: KitPlace, events: MeetingEvents): Promise<KitMeeting> {
  const { default: Kit } = await loadKit();
  const client = await within(
    JOINS_WITHIN,
    Kit.init({
      authToken: place.token,
      baseURI: place.baseUri,
      // Devices are the page's to open and to change.
      defaults: { audio: false, video: false, autoSwitchAudioDevice: false },
      // Its logs would carry the page's address and what devices are called to the service.
      modules: { devTools: { logs: false, logLevel: 'off' }, tracing: false, pip: false, plugin: false },
    }),
  );
  let isOver = false;
  /** Its socket was lost: what it then mends by itself lacks tracks, and a new place costs half a second. */
  let wasCut = false;
  let heal: ReturnType<typeof setTimeout> | undefined;
  function dead(): void {
    if (isOver) return;
    close();
    events.onDead();
  }
  function lost(within = HEALS_WITHIN): void {
    if (isOver) return;
    events.onState('lost');
    heal ??= setTimeout(dead, within);
  }
  function cut(): void {
    if (!wasCut) clearHeal();
    wasCut = true;
    lost(COMES_BACK_WITHIN);
  }
  function clearHeal(): void {
    clearTimeout(heal);
    heal = undefined;
  }
  function well(): void {
    clearHeal();
    if (!isOver) events.onState('well');
  }
  const others = watchOthers(client, events.onTrack);
  const cameras = chooseCameras(client.participants);
  const own = copyOwnTracks(client, events.onTaken);
  client.self.on('roomLeft', ({ state }) => (state === 'disconnected' ? cut() : dead()));
  client.self.on('roomJoined', () => (wasCut ? dead() : well()));
  client.meta.on('socketConnectionUpdate', ({ state }) => {
    if (state === 'failed') dead();
    else if (state === 'disconnected' || state === 'reconnecting') cut();
    else if (state === 'connected') (wasCut ? dead : well)();
  });
  client.meta.on('mediaConnectionUpdate', ({ state }) => {
    if (state === 'failed' || state === 'disconnected' || state === 'reconnecting') lost();
    else if (state === 'connected' && !wasCut) well();
  });

  function close(): void {
    if (isOver) return;
    isOver = true;
    clearHeal();
    others.close();
    cameras.close();
    own.close();
    client.leave().catch((error: unknown) => console.info('The meeting was not left in order', error));
  }
  try {
    await within(JOINS_WITHIN, client.join());
  } catch (error) {
    close();
    throw error;
  }
  return {
    client,
    own,
    others,
    spare(how) {
      cameras.spare(how);
      own.spare(how);
    },
    close,
  };
}

/** The service does not take the token: it is no participant's any more, or of no meeting that is open (its code 0004). */
export const isDenial = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === '0004';

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error('The media service did not answer.')), ms);
  return Promise.race([work, late.promise]).finally(() => clearTimeout(timer));
}
