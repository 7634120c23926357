/** Which seat this tab has in a Session (its id, no secret): one browser may hold several, a demo in three tabs. */
const keyOf = (sessionId: string) => `fieldroom.seat.${sessionId}`;

/** Private windows may refuse storage: then the newest seat's cookie speaks. */
function withStorage<T>(action: (storage: Storage) => T, without: T): T {
  try {
    return action(sessionStorage);
  } catch (cause) {
    console.warn('no session storage', cause);
    return without;
  }
}

export const recallSeat = (sessionId: string): string | null =>
  withStorage((storage) => storage.getItem(keyOf(sessionId)), null);

export const rememberSeat = (sessionId: string, seat: string): void =>
  withStorage((storage) => storage.setItem(keyOf(sessionId), seat), undefined);

export const forgetSeat = (sessionId: string): void =>
  withStorage((storage) => storage.removeItem(keyOf(sessionId)), undefined);
