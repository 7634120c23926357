import { AppError } from '../../wire/errors.ts';

/** What a media service said. */
export interface Answer {
  status: number;
  json: unknown;
}

/**
 * Asks until the answer is worth reading or the pauses (ms, one before each further try) are spent; `attempt` gives null for no
 * answer. AppError `media_unavailable` when there was none to the last.
 */
export async function askPatiently(
  attempt: () => Promise<Answer | null>,
  pauses: readonly number[],
  isWorthRetrying: (status: number) => boolean,
): Promise<Answer> {
  for (let tried = 0; ; tried += 1) {
    const answer = await attempt();
    const pause = pauses[tried];
    if ((answer === null || isWorthRetrying(answer.status)) && pause !== undefined) {
      await new Promise((done) => setTimeout(done, pause));
      continue;
    }
    if (answer === null) throw new AppError('media_unavailable');
    return answer;
  }
}
