import type { Refusal } from '../lib/refusal.ts';
import { refusalOf, refusalWords } from '../lib/refusal.ts';

/** Why the recording does not play. */
export type Trouble =
  | { kind: 'unreached' }
  | { kind: 'refused'; refusal: Refusal }
  /** The file comes, and the browser makes nothing of it. */
  | { kind: 'unplayable' };

/** What keeps the file at this address from coming; null: nothing. */
export async function troubleAt(src: string): Promise<Trouble | null> {
  try {
    const refusal = await refusalOf(src);
    return refusal && { kind: 'refused', refusal };
  } catch (cause) {
    console.info('not reached', cause);
    return { kind: 'unreached' };
  }
}

/** What happened, and what to do. */
export function troubleWords(trouble: Trouble): string {
  switch (trouble.kind) {
    case 'unreached':
      return 'The connection is lost. The recording goes on from here when it is back.';
    case 'refused':
      return refusalWords(trouble.refusal);
    case 'unplayable':
      return 'This browser cannot play the recording. Open this page in another one: Chrome, Edge, Firefox or Safari.';
  }
  return trouble satisfies never;
}

/** Nothing that is pressed here brings the file back. */
export const isFinal = (trouble: Trouble): boolean =>
  trouble.kind === 'refused' && ['recording_deleted', 'share_dead', 'not_found'].includes(trouble.refusal.code);

export const isSignedOut = (trouble: Trouble): boolean =>
  trouble.kind === 'refused' && trouble.refusal.code === 'not_signed_in';
