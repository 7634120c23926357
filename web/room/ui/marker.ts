import { showToast } from '../../ui/toasts.ts';
import type { RoomStore } from '../state.ts';
import { momentOf } from './moment.ts';
import type { RoomUi } from './room-ui.ts';

/** A marker for this very moment; words can be given to it later. */
export function dropMarker(store: RoomStore, ui: RoomUi): void {
  const now = Date.now();
  const id = store.addNote('', now);
  const { clockSkew, recording } = store.get();
  const at = momentOf(new Date(now + clockSkew).toISOString(), recording).text;
  showToast(`Marker at ${at}`, 'good', {
    action: { label: 'Add words', run: () => ui.showPanel('notes', id) },
  });
}
