import type { RoomState } from './state.ts';

/** Nobody may be there to be seen: then what waits for a picture waits so long after 'Join'. ms */
const WITHOUT_PICTURE_AFTER = 4_000;

/** Resolves when the first of the others is seen: what is not needed for that is fetched only then. */
export function firstPicture(room: { get: () => RoomState }): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const look = ({ target }: Event) => {
    if (target instanceof HTMLVideoElement && isRemote(room.get(), target)) resolve();
  };
  const timer = setTimeout(resolve, WITHOUT_PICTURE_AFTER);
  // Media events do not bubble, but they are caught on their way down.
  document.addEventListener('playing', look, { capture: true });
  return promise.finally(() => {
    clearTimeout(timer);
    document.removeEventListener('playing', look, { capture: true });
  });
}

function isRemote({ tracks }: RoomState, { srcObject }: HTMLVideoElement): boolean {
  const shown = srcObject instanceof MediaStream ? srcObject.getVideoTracks() : [];
  const remote = [...tracks.values()];
  return shown.some((track) => remote.includes(track));
}
