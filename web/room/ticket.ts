import type { ErrorBody } from '../../wire/errors.ts';
import { AppError } from '../../wire/errors.ts';
import type { LinkView } from '../../wire/http.ts';

/** A fresh ticket for the Room's socket, by the seat's cookie. Throws AppError (link_dead, room_over, internal, ...); TypeError when offline, the signal's reason when given up. */
export async function fetchTicket({ session, seat }: LinkView, signal: AbortSignal): Promise<string> {
  const answer = await fetch(`/api/j/${session.id}/ticket`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ seat: seat.id }),
    signal,
  });
  if (answer.ok) return ((await answer.json()) as { ticket: string }).ticket;
  const body = (await answer.json().catch(() => null)) as ErrorBody | null;
  throw new AppError(body?.error.code ?? 'internal', body ? { message: body.error.message } : {});
}
