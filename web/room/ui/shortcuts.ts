import type { RoomState, RoomStore } from '../state.ts';
import { dropMarker } from './marker.ts';
import { attempt } from './room-context.ts';
import type { RoomUi } from './room-ui.ts';

export interface Shortcut {
  /** As it is shown; pressed without Ctrl, Alt or Command, in any case. */
  key: string;
  does: string;
  /** For whom it is; everybody when absent. Others neither see nor trigger it. */
  may?: (state: RoomState) => boolean;
  press: (store: RoomStore, ui: RoomUi) => void;
}

const mayTalk = ({ view }: RoomState) => view.seat.role !== 'guest' || view.guestPolicy !== 'watch';
const isResearcher = ({ view }: RoomState) => view.seat.role === 'researcher';
const mine = ({ people, me }: RoomState) => people.get(me);

/** Every key of the room: what listens and what the list behind '?' shows read the same. */
export const SHORTCUTS: readonly Shortcut[] = [
  {
    key: 'M',
    does: 'Microphone on or off',
    may: mayTalk,
    press: (store) => attempt(store.setMic(!mine(store.get())?.mic)),
  },
  {
    key: 'V',
    does: 'Camera on or off',
    may: mayTalk,
    press: (store) => attempt(store.setCam(!mine(store.get())?.cam)),
  },
  { key: 'H', does: 'Raise or lower your hand', press: (store) => attempt(store.setHand(!mine(store.get())?.hand)) },
  { key: 'C', does: 'Chat', press: (_, ui) => ui.toggleChat() },
  { key: 'P', does: 'People', press: (_, ui) => ui.togglePeople() },
  { key: 'N', does: 'Write a note', may: isResearcher, press: (_, ui) => ui.showPanel('notes') },
  { key: 'B', does: 'Drop a marker', may: isResearcher, press: dropMarker },
  { key: 'L', does: 'Leave', press: (_, ui) => ui.leave() },
  { key: '?', does: 'This list', press: (_, ui) => ui.help() },
];
