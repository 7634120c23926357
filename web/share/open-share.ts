import type { ErrorBody } from '../../wire/errors.ts';
import type { OpenShareBody, SharedRecording } from '../../wire/http.ts';

export type Opened =
  | { kind: 'open'; recording: SharedRecording }
  | { kind: 'dead' }
  /** `wrong`: what the server says of a passcode that was tried. */
  | { kind: 'passcode'; wrong: string | null }
  /** Not the link's fault: the network, the brake, the server. */
  | { kind: 'failed'; sentence: string };

const shareApi = (share: string) => `/api/r/${encodeURIComponent(share)}`;

export const sharedFile = (share: string): string => `${shareApi(share)}/file`;

/** Opens the link with its secret, or as the browser that has opened it before. */
export async function openShare(share: string, body: OpenShareBody): Promise<Opened> {
  try {
    const answer = await fetch(shareApi(share), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (answer.ok) return { kind: 'open', recording: (await answer.json()) as SharedRecording };
    const { error } = (await answer.json()) as ErrorBody;
    switch (error.code) {
      case 'passcode_needed':
        return { kind: 'passcode', wrong: null };
      case 'passcode_wrong':
      case 'too_many_tries':
        return body.passcode === undefined
          ? { kind: 'failed', sentence: error.message }
          : { kind: 'passcode', wrong: error.message };
      case 'share_dead':
      case 'bad_input':
        return { kind: 'dead' };
      default:
        return { kind: 'failed', sentence: error.message };
    }
  } catch (cause) {
    console.warn('not opened', cause);
    return { kind: 'failed', sentence: 'We cannot reach Fieldroom right now. Check your connection.' };
  }
}
