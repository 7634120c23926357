import { showToast } from '../../ui/toasts.ts';
import type { RoomStore } from '../state.ts';
import { momentOf } from './moment.ts';
import type { RoomUi } from './room-ui.ts';

/** A marker for this very moment; words can be given to it later. */
export function dropMarker(store: RoomStore, ui: RoomUi): void {
  const id = store.addNote('', Date.now());
  const at = store.get().notes.find((note) => note.id === id)?.at;
  const where = at ? ` at ${momentOf(at, store.get().recording).text}` : '';
  showToast(`Marker${where}`, 'good', { label: 'Add words', run: () => ui.showPanel('notes', id) });
}
