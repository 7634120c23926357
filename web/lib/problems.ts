import { AppError } from '../../wire/errors.ts';

/** What to tell a person about a failed call. Everything that is not the server's own word is the connection. */
export function problemText(error: unknown): string {
  if (error instanceof AppError) return error.message;
  return 'We cannot reach Fieldroom right now. Check your connection and try again.';
}

/** Worth trying again by itself: the network, or a fault on the server's side. */
export function mayPass(error: unknown): boolean {
  return !(error instanceof AppError) || error.status >= 500;
}
