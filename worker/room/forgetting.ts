import { DELETED_NAME, mentions, withoutNames } from '../domain/person-names.ts';
import type { Hall } from './hall.ts';
import type { Debt } from './ledger.ts';
import { attachmentOf, dismiss } from './sockets.ts';

/**
 * 'Delete participant': the Room keeps nothing of them, neither what they wrote nor notes that name them, and what it still owes
 * D1 says their name no more. `names`: full ones, beside those their seats have. Doing it twice changes nothing.
 */
export function forgetParticipant(hall: Hall, names: readonly string[] = []): void {
  const { store, talk, ledger, sockets } = hall;
  const own = store.seats().filter(({ role, name }) => role === 'participant' && name !== DELETED_NAME);
  const all = [...new Set([...names, ...own.map(({ name }) => name)])];
  for (const socket of sockets.all()) {
    if (attachmentOf(socket).claims.role === 'participant') dismiss(socket, 'over');
  }
  for (const record of own) store.saveSeat({ ...record, name: DELETED_NAME });
  store.live(withoutNames({ removed: store.life().removed, farewell: store.life().farewell }, all));
  talk.reviseLines((line) => (line.role === 'participant' ? null : withoutNames(line, all)));
  talk.reviseNotes((note) => (mentions(note.text, all) ? null : note));
  ledger.revise((debt) => withoutThem(debt, all));
}

function withoutThem(debt: Debt, names: readonly string[]): Debt | null {
  if (debt.what === 'chat' && debt.line.role === 'participant') return null;
  if (debt.what === 'note' && mentions(debt.note.text, names)) return null;
  return withoutNames(debt, names);
}
