import { expect, test } from 'vitest';
import type { TrackKind } from '../../wire/words.ts';
import { createOwnTracks } from './own-tracks.ts';
import type { RoomState } from './state.ts';
import { watched } from './store.ts';

/** As much of a track as is used here; a device that goes by itself says 'ended', `stop` does not. */
class Track extends EventTarget {
  stopped = false;
  enabled = true;
  stop = () => {
    this.stopped = true;
  };
  clone = () => Object.assign(new Track(), { enabled: this.enabled });
  get readyState() {
    return this.stopped ? 'ended' : 'live';
  }
  unplug = () => this.dispatchEvent(new Event('ended'));
}
const asTrack = (track: Track) => track as unknown as MediaStreamTrack;

function ownTracks() {
  const room = watched({ own: { mic: null, cam: null, screen: null } } as RoomState);
  const ended: TrackKind[] = [];
  return { own: createOwnTracks(room, (kind) => ended.push(kind)), room, ended };
}

test('a track that is replaced or taken out is stopped and not listened to any more', () => {
  const { own, room, ended } = ownTracks();
  const [first, second] = [new Track(), new Track()];
  own.put('cam', asTrack(first));
  own.put('cam', asTrack(second));
  expect([first.stopped, second.stopped]).toEqual([true, false]);
  first.unplug();
  expect(ended).toEqual([]);
  second.unplug();
  expect(ended).toEqual(['cam']);
  own.put('cam', null);
  expect(second.stopped).toBe(true);
  expect(room.get().own.cam).toBeNull();
});

test('the same track put in twice goes on and is heard of once', () => {
  const { own, ended } = ownTracks();
  const track = new Track();
  own.put('mic', asTrack(track));
  own.put('mic', asTrack(track));
  track.unplug();
  expect(track.stopped).toBe(false);
  expect(ended).toEqual(['mic']);
});

test('what is given back stays open for the page at the door', () => {
  const { own, room, ended } = ownTracks();
  const [mic, cam] = [new Track(), new Track()];
  own.put('mic', asTrack(mic));
  own.put('cam', asTrack(cam));
  own.giveBack();
  mic.unplug();
  expect([mic.stopped, cam.stopped]).toEqual([false, false]);
  expect(own.all().size).toBe(0);
  expect(room.get().own).toEqual({ mic: null, cam: null, screen: null });
  expect(ended).toEqual([]);
});

test('a copy of one’s own microphone is turned off and on, and stopped, with it', () => {
  const { own } = ownTracks();
  const mic = new Track();
  own.put('mic', asTrack(mic));
  const copies = [own.copyOf(asTrack(mic)), own.copyOf(asTrack(mic))] as unknown as Track[];
  own.enable('mic', false);
  expect([mic, ...copies].map(({ enabled }) => enabled)).toEqual([false, false, false]);
  expect(own.copyOf(asTrack(mic)).enabled).toBe(false);
  own.enable('mic', true);
  expect([mic, ...copies].map(({ enabled }) => enabled)).toEqual([true, true, true]);
  own.shut('mic');
  expect([mic, ...copies].map(({ stopped }) => stopped)).toEqual([true, true, true]);
  expect(own.get('mic')).toBe(asTrack(mic));
});

test('the copies of a microphone that is replaced stop, and those of the next go on', () => {
  const { own } = ownTracks();
  const [first, second] = [new Track(), new Track()];
  own.put('mic', asTrack(first));
  const copy = own.copyOf(asTrack(first));
  own.put('mic', asTrack(second));
  const next = own.copyOf(asTrack(second));
  expect([copy.readyState, next.readyState]).toEqual(['ended', 'live']);
});
