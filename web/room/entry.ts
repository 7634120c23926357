import { AppError } from '../../wire/errors.ts';
import type { ClientMessageInput } from '../../wire/room.ts';
import type { EntryChoice } from '../join/ports.ts';
import type { MediaClient, Publication } from './media/client.ts';

/** 'Join' unanswered for so long has failed, ms; reconnects in between included. */
const ENTER_WITHIN = 20_000;

export interface Entry {
  /** 'Join'. Resolves on `welcome`. */
  ask: (choice: EntryChoice) => Promise<void>;
  /** The socket is open (again): says `enter` when this person has asked for it or was in. */
  again: () => void;
  welcomed: () => void;
  refused: (error: AppError) => void;
}

export interface EntryParts {
  media: MediaClient;
  canRecord: () => Promise<boolean> | false;
  isOnline: () => boolean;
  /** Own devices as they are now. */
  flags: () => { mic: boolean; cam: boolean };
  send: (message: ClientMessageInput) => void;
}

/** Getting in, and in again into the same seat after a lost socket. */
export function createEntry({ media, canRecord, isOnline, flags, send }: EntryParts): Entry {
  let choice: EntryChoice | null = null;
  let asked: PromiseWithResolvers<void> | null = null;

  function say(publish: Publication | null, records: boolean): void {
    if (!choice) return;
    const { name, consent } = choice;
    send({
      t: 'enter',
      ...flags(),
      ...(name === undefined ? {} : { name }),
      ...(consent ? { consent } : {}),
      ...(records ? { canRecord: true } : {}),
      ...(publish ? { publish } : {}),
    });
  }

  /** Nothing is awaited that is not needed: for a Guest without devices `enter` leaves in the very task of the click. */
  function enter(): void {
    const offer = media.entry();
    const records = canRecord();
    if (!offer && !records) say(null, false);
    else {
      Promise.all([offer, records]).then(
        ([publish, records]) => say(publish, records),
        (error: unknown) => {
          console.warn('Joining without an offer', error);
          say(null, false);
        },
      );
    }
  }

  function settle(): PromiseWithResolvers<void> | null {
    const settled = asked;
    asked = null;
    return settled;
  }

  return {
    async ask(wish) {
      choice = wish;
      asked = Promise.withResolvers();
      const timer = setTimeout(() => {
        choice = null;
        settle()?.reject(new AppError('internal'));
      }, ENTER_WITHIN);
      if (isOnline()) enter();
      return asked.promise.finally(() => clearTimeout(timer));
    },
    again() {
      if (choice) enter();
    },
    welcomed() {
      settle()?.resolve();
    },
    refused(error) {
      if (asked) choice = null;
      settle()?.reject(error);
    },
  };
}
