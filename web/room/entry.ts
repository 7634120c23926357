import { AppError } from '../../wire/errors.ts';
import type { ClientMessageInput } from '../../wire/room.ts';
import type { EntryChoice } from '../join/ports.ts';
import type { MediaClient, Publication } from './media/client.ts';

/** 'Join' unanswered for so long has failed, ms; reconnects in between included, and not the time in the waiting room. */
const ENTER_WITHIN = 20_000;

export interface Entry {
  /** 'Join'. Resolves on `welcome`, or when the person no longer wants to wait. */
  ask: (choose: () => EntryChoice) => Promise<'in' | 'stopped'>;
  /** The socket is open (again): says `enter` when this person has asked for it or was in. */
  again: () => void;
  /** Has to be let in first: that takes as long as it takes. */
  waiting: () => void;
  admitted: () => void;
  /** 'Stop waiting'. */
  stopWaiting: () => void;
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

interface Asked extends PromiseWithResolvers<'in' | 'stopped'> {
  choose: () => EntryChoice;
}

/** Getting in, and in again into the same seat after a lost socket. */
export function createEntry({ media, canRecord, isOnline, flags, send }: EntryParts): Entry {
  let choice: EntryChoice | null = null;
  let asked: Asked | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function say(publish: Publication | null, records: boolean): void {
    if (!choice) return;
    const { name, consent } = choice;
    send({
      t: 'enter',
      ...flags(),
      ...(name === undefined ? {} : { name }),
      ...(consent ? { consent } : {}),
      ...(records ? { canRecord: true } : {}),
      ...(asked ? {} : { again: true }),
      ...(publish ? { publish } : {}),
    });
  }

  /** Nothing is awaited that is not needed: for a Guest without devices `enter` leaves in the very task of the click. */
  function enter(): void {
    // Devices may have been changed while one waited to be let in.
    if (asked) choice = asked.choose();
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

  function settle(): Asked | null {
    const settled = asked;
    asked = null;
    clearTimeout(timer);
    return settled;
  }

  function refused(error: AppError): void {
    if (asked) choice = null;
    settle()?.reject(error);
  }

  function hurry(): void {
    clearTimeout(timer);
    timer = setTimeout(() => refused(new AppError('internal')), ENTER_WITHIN);
  }

  return {
    ask(choose) {
      asked = { ...Promise.withResolvers<'in' | 'stopped'>(), choose };
      const { promise } = asked;
      hurry();
      if (isOnline()) enter();
      return promise;
    },
    again() {
      if (asked || choice) enter();
    },
    waiting() {
      clearTimeout(timer);
    },
    admitted() {
      if (!asked) return;
      hurry();
      enter();
    },
    stopWaiting() {
      choice = null;
      settle()?.resolve('stopped');
    },
    welcomed() {
      settle()?.resolve('in');
    },
    refused,
  };
}
