import { useSyncExternalStore } from 'react';

/** A window that stays on top of all others (Document Picture-in-Picture, WICG); not in TypeScript's library yet. */
interface DocumentPictureInPicture {
  requestWindow: (options: { width: number; height: number }) => Promise<Window>;
}

/** A tile of 16:9 with a row of buttons under it, CSS px. */
const SIZE = { width: 360, height: 270 };

let open: Window | null = null;
const listeners = new Set<() => void>();

function set(next: Window | null): void {
  open = next;
  for (const listener of listeners) listener();
}

function documentApi(): DocumentPictureInPicture | null {
  return 'documentPictureInPicture' in window ? (window.documentPictureInPicture as DocumentPictureInPicture) : null;
}

/** Nothing: this browser has no way to float a picture. */
export function canFloat(): boolean {
  return documentApi() !== null || document.pictureInPictureEnabled;
}

/** Opens the floating window, or floats the one picture where a browser can do no more. Call it from a press. */
export async function floatRoom(video: () => HTMLVideoElement | null): Promise<void> {
  const api = documentApi();
  if (!api) {
    await video()?.requestPictureInPicture();
    return;
  }
  const made = await api.requestWindow(SIZE);
  // The same look: the sheets of this page, and what the room sets on its root.
  for (const sheet of document.querySelectorAll('style, link[rel="stylesheet"]'))
    made.document.head.append(sheet.cloneNode(true));
  made.document.documentElement.lang = document.documentElement.lang;
  made.document.documentElement.dataset['room'] = 'shown';
  made.document.title = document.title;
  made.addEventListener('pagehide', () => set(null));
  set(made);
}

export function closeFloating(): void {
  open?.close();
}

export function useFloating(): Window | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => open,
  );
}
