import type { ErrorBody, ErrorCode } from '../../wire/errors.ts';
import type { AskTimeBody, CancelBody, ChooseTimeBody, LateBody, RsvpBody } from '../../wire/http.ts';

/** One thing the Participant may do; the seat that `exchange` gave says who it is. */
export type PlanCall =
  | { path: 'rsvp'; body: RsvpBody }
  | { path: 'choose-time'; body: ChooseTimeBody }
  | { path: 'ask-time'; body: AskTimeBody }
  | { path: 'cancel'; body: CancelBody }
  | { path: 'withdraw'; body: Record<string, never> }
  | { path: 'late'; body: LateBody };

/** null: done. Else the refusal in words; `code` is null when the server was not reached. */
export type Refusal = { code: ErrorCode | null; sentence: string } | null;

export async function sendPlan(sessionId: string, { path, body }: PlanCall): Promise<Refusal> {
  try {
    const answer = await fetch(`/api/j/${encodeURIComponent(sessionId)}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (answer.ok) return null;
    const { error } = (await answer.json()) as ErrorBody;
    return { code: error.code, sentence: error.message };
  } catch (cause) {
    console.warn('not sent', cause);
    return { code: null, sentence: 'We cannot reach Fieldroom right now. Check your connection and press again.' };
  }
}
