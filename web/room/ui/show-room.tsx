import { createRoot } from 'react-dom/client';
import type { RoomStore } from '../state.ts';
import { RoomApp } from './room-app.tsx';
import { RoomContext } from './room-context.ts';

/** A room that is drawn already, out of sight. */
export interface DrawnRoom {
  store: RoomStore;
  /** Takes the page over, in place of what is in `root`. */
  show(root: HTMLElement): void;
  end(): void;
}

/** Draws the room of this store ahead: the first drawing is what costs, and it shall not be at the click on 'Join'. */
export function drawRoom(store: RoomStore): DrawnRoom {
  const element = document.createElement('div');
  element.hidden = true;
  document.body.append(element);
  const react = createRoot(element);
  react.render(
    <RoomContext value={store}>
      <RoomApp />
    </RoomContext>,
  );
  return {
    store,
    show(root) {
      root.replaceChildren(element);
      element.hidden = false;
      document.documentElement.dataset['room'] = 'shown';
    },
    end() {
      react.unmount();
      element.remove();
    },
  };
}
