/** Where the RealtimeKit app is. */
export interface KitApp {
  /** `https://api.cloudflare.com/client/v4`, or a stand-in's. */
  apiUrl: string;
  accountId: string;
  appId: string;
  token: string;
}

/** What went wrong, in a sentence for whoever runs the set-up. */
export class SetupProblem extends Error {}

const ANSWER_WITHIN = 20_000;

/** One call below the account's `/realtime/kit`. Throws SetupProblem; `what` says what it was for. */
export async function callApi(
  app: KitApp,
  what: string,
  method: string,
  path: string,
  body?: object,
): Promise<unknown> {
  const url = `${app.apiUrl}/accounts/${app.accountId}/realtime/kit${path}`;
  let response: Response;
  try {
    response = await fetch(url, {
      method,
      headers: { authorization: `Bearer ${app.token}`, 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(ANSWER_WITHIN),
    });
  } catch (cause) {
    throw new SetupProblem(`Cloudflare's API does not answer at ${app.apiUrl}.`, { cause });
  }
  const text = await response.text();
  if (!response.ok) throw new SetupProblem(sentenceOf(response.status, what, text));
  const { data } = JSON.parse(text) as { data?: unknown };
  return data;
}

function sentenceOf(status: number, what: string, text: string): string {
  if (status === 401) return `REALTIMEKIT_API_TOKEN is not a token that Cloudflare knows; it could not ${what}.`;
  if (status === 403) return `The token lacks a right: it may not ${what}. Give it 'Realtime Admin' for this account.`;
  if (status === 404)
    return `There is nothing there to ${what}: are REALTIMEKIT_ACCOUNT_ID and REALTIMEKIT_APP_ID right?`;
  return `Cloudflare would not ${what} (status ${status}): ${text.slice(0, 500)}`;
}
