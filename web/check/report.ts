import type { DeviceCheckResult } from '../../wire/http.ts';

/** Several things change within a moment (camera and microphone, a spoken word): they are one report. ms */
const GATHER = 1_000;

/** Tells the Session what was found, a moment after it last changed and never twice the same; `heard` says whether it arrived. */
export function createReport(sessionId: string): (result: DeviceCheckResult, heard: (sent: boolean) => void) => void {
  let last = '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (result, heard) => {
    const body = JSON.stringify(result);
    if (body === last) return;
    last = body;
    clearTimeout(timer);
    timer = setTimeout(() => void send(sessionId, body).then(heard), GATHER);
  };
}

async function send(sessionId: string, body: string): Promise<boolean> {
  try {
    const answer = await fetch(`/api/j/${encodeURIComponent(sessionId)}/check`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      keepalive: true,
    });
    return answer.ok;
  } catch (cause) {
    console.warn('check not sent', cause);
    return false;
  }
}
