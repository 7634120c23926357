import { due, dueAt, type AgendaFacts, type Due } from './agenda.ts';
import { attended, close, endReached, noShow, stoodEmpty, stopWaiting } from './ending.ts';
import type { Hall } from './hall.ts';
import { doKitWork, kitAt } from './kit/work.ts';
import { takeClearStep } from './late-pieces.ts';
import { takeFinishStep, takeMoveStep } from './making.ts';
import { giveUpOffer } from './negotiation.ts';
import { goOut, noticeTheSilent, open } from './people.ts';
import { isInside } from './presence.ts';
import { directRecording, recordedUntil, recorderCheckAt } from './recording.ts';
import { missReminder, remind, remindersLeft } from './reminding.ts';

/** While people are in, the Room wakes at least this often: a sleeping laptop's socket ends without a word. ms */
const LOOK_EVERY = 5_000;

/** What the one alarm depends on, read afresh; null: the Room does not know its Session yet. */
export function agendaOf(hall: Hall): AgendaFacts | null {
  const facts = hall.store.facts();
  if (!facts) return null;
  const life = hall.store.life();
  const inside = hall.store.seats().filter(isInside);
  const owed = hall.ledger.next();
  return {
    ...attended(hall),
    reminders: remindersLeft(facts, life),
    shut: life.shutAt !== null,
    settled: life.settled,
    doorUntold: !life.openTold,
    inside: inside.length,
    away: inside.flatMap(({ seat, awaySince }) => (awaySince === null ? [] : [{ seat, since: awaySince }])),
    offers: inside.flatMap(({ seat, media }) => (media?.offeredAt ? [{ seat, since: media.offeredAt }] : [])),
    recorderCheckAt: recorderCheckAt(hall),
    recordedUntil: recordedUntil(hall),
    moveAt: life.moveAt,
    finishAt: life.finishAt,
    clearAt: life.clearAt,
    kitAt: kitAt(hall),
    payAt: owed ? (life.payAt ?? owed.at) : null,
  };
}

/** When the alarm is to ring; null: never. */
export function nextAlarm(hall: Hall): number | null {
  const facts = agendaOf(hall);
  if (!facts) return null;
  const next = dueAt(facts);
  if (facts.inside === 0) return next;
  const look = hall.now() + LOOK_EVERY;
  return next === null ? look : Math.min(next, look);
}

/** Does all that is due. Each item changes the facts, so what is due is asked again after each. */
export async function keepHouse(hall: Hall): Promise<void> {
  // The time to look after the recorder is always the next one ahead: by the time it rings, looking is all there is to do.
  noticeTheSilent(hall);
  if (hall.store.facts()) directRecording(hall);
  const done = new Set<string>();
  for (;;) {
    const facts = agendaOf(hall);
    const item = facts && due(facts, hall.now()).find((one) => !done.has(nameOf(one)));
    if (!item) return;
    // Once a round: what is due again at once waits for the next alarm, so that a round always ends.
    done.add(nameOf(item));
    await perform(hall, item);
  }
}

const nameOf = (item: Due): string => `${item.what} ${'seat' in item ? item.seat : 'kind' in item ? item.kind : ''}`;

async function perform(hall: Hall, item: Due): Promise<void> {
  switch (item.what) {
    case 'open':
      return open(hall);
    case 'remind':
      return remind(hall, item.kind);
    case 'miss_reminder':
      return missReminder(hall, item.kind);
    case 'no_show':
      return noShow(hall);
    case 'seat_lost':
      return goOut(hall, item.seat, 'lost');
    case 'offer_stale':
      return giveUpOffer(hall, item.seat);
    case 'end_reached':
      return endReached(hall);
    case 'stood_empty':
      return stoodEmpty(hall);
    case 'close':
      return close(hall);
    case 'check_recorder':
      return directRecording(hall);
    case 'stop_waiting':
      return stopWaiting(hall);
    case 'move':
      return takeMoveStep(hall);
    case 'finish':
      return takeFinishStep(hall);
    case 'clear':
      return takeClearStep(hall);
    case 'kit':
      return doKitWork(hall);
    case 'pay':
      // The shell pays after every round.
      return;
    default:
      return item satisfies never;
  }
}
