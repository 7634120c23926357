import type { ErrorBody } from '../../wire/errors.ts';

/** What the server says instead of giving a file. */
export type Refusal = ErrorBody['error'];

/** A server that has not answered by then cannot be reached, ms. */
const ANSWERS_WITHIN = 10_000;

/** Why the server does not give the file at this address; null: it does. Throws when it cannot be reached. */
export async function refusalOf(address: string): Promise<Refusal | null> {
  const signal = AbortSignal.timeout(ANSWERS_WITHIN);
  const head = await fetch(address, { method: 'HEAD', signal });
  if (head.ok) return null;
  // Only the answer to a GET has words.
  const answer = await fetch(address, { headers: { range: 'bytes=0-0' }, signal });
  if (!answer.ok) return readRefusal(answer);
  await answer.body?.cancel();
  return null;
}

async function readRefusal(answer: Response): Promise<Refusal> {
  const isOurs = answer.headers.get('content-type')?.includes('json');
  if (isOurs) return ((await answer.json()) as ErrorBody).error;
  return { code: 'internal', message: 'Fieldroom does not answer as it should. Try again in a minute.' };
}

/** The same for who wanted the file of a recording. */
export function refusalWords({ code, message }: Refusal): string {
  switch (code) {
    case 'not_signed_in':
      return 'You are signed out, or no longer a member of this workspace.';
    case 'not_found':
      return 'We could not find this recording in your workspace.';
    default:
      return message;
  }
}
