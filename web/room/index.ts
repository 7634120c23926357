import { AppError } from '../../wire/errors.ts';
import type { LinkView } from '../../wire/http.ts';
import type { ClientMessageInput, GoneWhy, Person, RoomMessage } from '../../wire/room.ts';
import type { Door, DoorState } from '../join/ports.ts';
import { recall } from '../join/memory.ts';
import { createActions } from './actions.ts';
import { playVoices } from './audio-out.ts';
import { watchConnection } from './connection.ts';
import { createEntry } from './entry.ts';
import { createEnding, leaveRoom } from './leave.ts';
import { shrinkCamera } from './media/devices.ts';
import type { MediaClient, MediaEvents } from './media/client.ts';
import { createSfuClient } from './media/sfu-client.ts';
import { createOwnTracks } from './own-tracks.ts';
import { openSocket, socketUrl } from './socket.ts';
import type { RoomStore } from './state.ts';
import { firstState, reduce, watched, withTrack } from './store.ts';
import { firstPicture } from './first-picture.ts';
import { createLateRecording, recoverLater } from './late-recording.ts';
import { createLateTalk } from './late-talk.ts';
import { createLateVoice } from './late-voice.ts';
import { createRoomClock } from './room-clock.ts';
import { fetchTicket } from './ticket.ts';

let latest: RoomStore | null = null;

/** The Room of the door that was opened last: what the room's UI is drawn from after `enter`. */
export function currentStore(): RoomStore | null {
  return latest;
}

/** Who moves the tracks; who is not named here comes only to whom it is needed. */
export type MakeMedia = (iceServers: RTCIceServer[], events: MediaEvents) => MediaClient;

export function openDoor(view: LinkView, makeMedia?: MakeMedia): Door {
  const { door, store } = openRoom(view, makeMedia);
  latest = store;
  return door;
}

/** The Room's socket 'at the door' with the media transport warming up behind it, and the state the room's UI is drawn from. */
export function openRoom(view: LinkView, makeMedia: MakeMedia = createSfuClient): { door: Door; store: RoomStore } {
  const room = watched(firstState(view));
  const doorState = watched<DoorState>({ kind: 'connecting' });
  const own = createOwnTracks(room, (kind) => actions.ended(kind));
  const media = makeMedia(view.iceServers, {
    send: (message) => socket.send(message),
    onTrack: (n, kind, track) => room.update((state) => withTrack(state, n, kind, track)),
    onTransport: (state) => connection.transport(state),
    reachable: () => socket.probe(),
    people: () => room.get().people,
  });
  const connection = watchConnection(room, media, (message) => socket.send(message));
  const sound = playVoices(room);
  const recording = createLateRecording(room, own, (message) => socket.send(message), media.playout);
  const voice = createLateVoice(room, own, (message) => socket.send(message));
  const watches = view.seat.role === 'guest' && view.guestPolicy === 'watch';
  const hasVoices = view.separateTracks !== 'off' && !watches;
  const clock = createRoomClock(() => socket.send({ t: 'time' }));
  const ending = createEnding((message) => socket.send(message));
  const talk = createLateTalk({ room, send: (message) => socket.send(message) }, view.session.id);
  const entry = createEntry({
    media,
    isOnline: () => isOnline,
    canRecord: () => view.seat.role === 'researcher' && canRecord(),
    flags: () => ({ mic: own.get('mic')?.enabled === true, cam: own.get('cam') !== undefined }),
    send: (message) => socket.send(message),
  });
  const chosen = recall();
  const say = (message: ClientMessageInput) => {
    media.said?.(message);
    socket.send(message);
  };
  const actions = createActions({ room, own, media, sound, send: say, chosen });
  let isOnline = false;
  let flush = () => {};
  let stopListening = () => {};
  let stopCaring = () => {};

  function receive(message: RoomMessage): void {
    const isFirst = message.t === 'welcome' && room.get().phase.kind === 'door';
    if (isFirst && view.seat.role === 'researcher') recoverLater(room);
    // Media first, and drawing the room after it: the way from 'Join' to the first picture passes here.
    if (message.t === 'welcome') {
      const settled = media.entered(message);
      if (isFirst) room.quietUntil(settled);
      if (isFirst) void Promise.all([settled, firstPicture(room)]).then(later);
      void settled.then(entry.welcomed);
    } else media.receive(message);
    room.update((state) => reduce(state, message, Date.now()));
    talk.heard(message);
    react(message);
  }

  function react(message: RoomMessage): void {
    switch (message.t) {
      case 'door':
        doorState.update(() =>
          message.state === 'open'
            ? { kind: 'open', inside: message.inside, recorded: message.recorded }
            : { kind: 'early', opensAt: message.opensAt },
        );
        if (message.state === 'open') media.warm();
        break;
      case 'waiting':
        entry.waiting();
        doorState.update(() => ({ kind: 'waiting', held: message.held }));
        break;
      case 'admitted':
        doorState.update(() => ({ kind: 'admitted' }));
        entry.admitted();
        break;
      case 'welcome':
        clock.heard(Date.parse(message.now));
        flush();
        restate(message.people);
        connection.online();
        break;
      case 'record': {
        const at = Date.parse(message.at);
        clock.heard(at);
        clock.compare();
        const askedAt = () => clock.here(at);
        if (message.voice) void voice.start({ ...message, askedAt, camera: message.camera === true });
        else void recording.start(message.recording, message.segment, askedAt);
        break;
      }
      case 'record_stop':
        // Paused, or another one records now: this browser may be asked again.
        void recording.stop(message.recording).then(prepareToRecord);
        void voice.stop(message.recording);
        break;
      case 'time':
        clock.heardNow(Date.parse(message.now));
        break;
      case 'stopped':
        actions.stopped(message.kind);
        break;
      case 'gone':
        goneFor(message.why);
        break;
      case 'error': {
        const error = new AppError(message.code, { message: message.message });
        if (message.re === 'enter') entry.refused(error);
        if (message.re === 'end') ending.refused(error);
      }
    }
  }

  /** What is not needed to see the others comes once they are seen. */
  function later(): void {
    talk.load();
    if (hasVoices) voice.load();
    if (view.mayRecord && room.get().phase.kind === 'in') prepareToRecord();
    listen().catch((error: unknown) => console.warn('Nobody is heard speaking', error));
    care().catch((error: unknown) => console.warn('Devices are not looked after', error));
  }

  function prepareToRecord(): void {
    recording.prepare().catch((error: unknown) => console.warn('The recorder was not loaded ahead of time', error));
  }

  async function listen(): Promise<void> {
    const { watchSpeaking } = await import('./speaking.ts');
    if (room.get().phase.kind === 'in') stopListening = watchSpeaking(room, media);
  }

  async function care(): Promise<void> {
    const { careForDevices } = await import('./devices/care.ts');
    if (room.get().phase.kind === 'in') stopCaring = careForDevices({ room, actions, media, replay: sound.replay });
  }

  /** `enter` tells microphone and camera; what else the others saw before the socket was lost is said again. */
  function restate(people: readonly Person[]): void {
    const { me, people: shown } = room.get();
    const [known, mine] = [people.find(({ n }) => n === me), shown.get(me)];
    const screen = own.get('screen') !== undefined;
    if (known && known.screen !== screen) socket.send({ t: 'state', screen });
    if (known && mine && known.hand !== mine.hand) socket.send({ t: 'state', hand: mine.hand });
    if (room.get().saveData) socket.send({ t: 'save_data', on: true });
  }

  function goneFor(why: GoneWhy): void {
    doorState.update(() => ({ kind: 'gone', why }));
    entry.refused(new AppError(why === 'link_regenerated' || why === 'removed' ? 'link_dead' : 'room_over'));
    ending.ended();
    close();
  }

  function close(): void {
    voice.close();
    socket.close();
    connection.close();
    stopListening();
    stopCaring();
    media.close();
    sound.close();
    own.stopAll();
    if (latest === store && room.get().phase.kind === 'door') latest = null;
  }

  function out(): void {
    room.update((state) => reduce(state, { t: 'gone', why: 'left' }, Date.now()));
    close();
  }

  if (view.session.state === 'open') media.warm();
  const socket = openSocket(socketUrl(view.session.id), view.ticket, (signal) => fetchTicket(view, signal), {
    onOpen(flushKept) {
      isOnline = true;
      flush = flushKept;
      media.online();
      entry.again();
    },
    onMessage: receive,
    onAway() {
      isOnline = false;
      media.offline();
      connection.offline();
      talk.away();
      doorState.update(() => ({ kind: 'connecting' }));
    },
    onRefused(error) {
      if (error.code === 'link_dead') receive({ t: 'gone', why: 'link_regenerated' });
      else if (error.code === 'room_over') receive({ t: 'gone', why: 'over' });
      else {
        entry.refused(error);
        doorState.update(() => ({ kind: 'lost' }));
        room.update((state) =>
          state.phase.kind === 'in' ? reduce(state, { t: 'gone', why: 'lost' }, Date.now()) : state,
        );
        close();
      }
    },
  });

  const { ended: _, stopped: __, ...visible } = actions;
  const store: RoomStore = {
    ...visible,
    ...talk.actions,
    get: room.get,
    subscribe: room.subscribe,
    leave() {
      talk.settle();
      return leaveRoom({ recording, send: (message) => socket.send(message), out });
    },
    endForAll() {
      talk.settle();
      return ending.ask();
    },
    host: say,
  };
  const door: Door = {
    onDoor(listener) {
      const tell = () => listener(doorState.get());
      tell();
      return doorState.subscribe(tell);
    },
    enter: (choose) =>
      entry.ask(() => {
        const choice = choose();
        room.update((state) => ({ ...state, speaker: choice.speaker }));
        if (choice.cam) shrinkCamera(choice.cam);
        own.put('mic', choice.mic);
        own.put('cam', choice.cam);
        void media.publish(own.all());
        return choice;
      }),
    stopWaiting() {
      entry.stopWaiting();
      socket.renew();
      own.giveBack();
      void media.publish(own.all());
    },
    async canRecord() {
      const can = await canRecord();
      // Somebody who comes back may be asked to go on recording in the moment they are in.
      if (can) prepareToRecord();
      return can;
    },
    close,
  };
  return { door, store };
}

const canRecord = (): Promise<boolean> => import('./recorder/can-record.ts').then((asked) => asked.canRecord());
