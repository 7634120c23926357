import { useRoom } from './room-context.ts';

/** Phones cannot share their screen. */
const canShare = 'mediaDevices' in navigator && 'getDisplayMedia' in navigator.mediaDevices;

/** Guests never share a screen (PRODUCT.md, People). */
export function useMayShare(): boolean {
  return useRoom((state) => state.view.seat.role !== 'guest') && canShare;
}
