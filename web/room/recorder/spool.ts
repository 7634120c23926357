import { DATABASE } from './spool-there.ts';

const FRAGMENTS = 'fragments';

/** One fragment that the server has not acknowledged. */
export interface SpooledFragment {
  sessionId: string;
  recording: string;
  segment: number;
  /** 0 is the head. */
  number: number;
  /** Of whom it is; what an older page left here was a Researcher's. */
  seat?: string;
  /** With the head: so many ms after it was asked to, the recorder began. */
  afterMs?: number;
  bytes: Uint8Array<ArrayBuffer>;
  /** When it was made, ms. */
  at: number;
}

export type FragmentKey = [sessionId: string, recording: string, segment: number, number: number];

/** Where fragments wait in this browser; it survives a reload and a crash. Rejects with the browser's own DOMException. */
export interface Spool {
  put(fragment: SpooledFragment): Promise<void>;
  get(key: FragmentKey): Promise<SpooledFragment | undefined>;
  remove(key: FragmentKey): Promise<void>;
  sessions(): Promise<string[]>;
  /** Keys of what waits for a Session, oldest recording, segment and number first. */
  keys(sessionId: string): Promise<FragmentKey[]>;
  /** Drops all of a recording: it is over, the server takes no more. */
  forgetRecording(sessionId: string, recording: string): Promise<void>;
  /** Drops what was made before `time` (ms), of any Session. */
  forgetBefore(time: number): Promise<void>;
  close(): void;
}

export async function openSpool(): Promise<Spool> {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => {
    const store = opening.result.createObjectStore(FRAGMENTS, {
      keyPath: ['sessionId', 'recording', 'segment', 'number'],
    });
    store.createIndex('at', 'at');
  };
  const database = await done(opening);
  const reading = () => database.transaction(FRAGMENTS, 'readonly').objectStore(FRAGMENTS);
  const writing = () => database.transaction(FRAGMENTS, 'readwrite').objectStore(FRAGMENTS);

  return {
    async put(fragment) {
      const store = writing();
      store.put(fragment);
      await committed(store.transaction);
    },
    get: (key) => done<SpooledFragment | undefined>(reading().get(key)),
    remove: (key) => done(writing().delete(key)),
    async sessions() {
      const keys = await done(reading().getAllKeys());
      return [...new Set(keys.filter(isFragmentKey).map(([session]) => session))];
    },
    async keys(sessionId) {
      const keys = await done(reading().getAllKeys(under([sessionId])));
      return keys.filter(isFragmentKey);
    },
    forgetRecording: (sessionId, recording) => done(writing().delete(under([sessionId, recording]))),
    async forgetBefore(time) {
      const store = writing();
      const cursor = store.index('at').openKeyCursor(IDBKeyRange.upperBound(time, true));
      cursor.onsuccess = () => {
        if (!cursor.result) return;
        store.delete(cursor.result.primaryKey);
        cursor.result.continue();
      };
      await committed(store.transaction);
    },
    close: () => database.close(),
  };
}

/** The Sessions of which something waits in this browser. Rejects when its storage cannot be opened. */
export async function spooledSessions(): Promise<string[]> {
  const spool = await openSpool();
  try {
    return await spool.sessions();
  } finally {
    spool.close();
  }
}

/** For a browser whose storage does not even open, as when its disk is full: takes nothing, for that reason. */
export function noSpool(reason: unknown): Spool {
  return {
    put: () => Promise.reject(reason instanceof Error ? reason : new Error(String(reason))),
    get: () => Promise.resolve(undefined),
    remove: () => Promise.resolve(),
    sessions: () => Promise.resolve([]),
    keys: () => Promise.resolve([]),
    forgetRecording: () => Promise.resolve(),
    forgetBefore: () => Promise.resolve(),
    close: () => {},
  };
}

/** All keys that begin so: an array sorts after every string and number (Indexed Database API 3.0, 2.4). */
function under(prefix: string[]): IDBKeyRange {
  return IDBKeyRange.bound(prefix, [...prefix, []]);
}

function isFragmentKey(key: IDBValidKey): key is FragmentKey {
  return Array.isArray(key) && key.length === 4;
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The browser could not read its storage.'));
  });
}

function committed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('The browser could not write to its storage.'));
  });
}
