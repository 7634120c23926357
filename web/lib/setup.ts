import type { DeviceCheckResult } from '../../wire/http.ts';

/** One line of a pre-call check as a Researcher reads it. `isProblem`: it will disturb the Session unless somebody helps. */
export interface SetupLine {
  name: string;
  says: string;
  isProblem: boolean;
}

const DEVICE: Record<DeviceCheckResult['microphone'], string> = {
  ok: 'Works',
  silent: 'Opened, but they did not speak into it',
  denied: 'Not allowed in their browser',
  missing: 'None found',
  busy: 'Used by another app, or did not start',
  unsupported: 'Their browser cannot use it',
  skipped: 'Not checked',
};
const SPEAKER: Record<DeviceCheckResult['speaker'], string> = {
  ok: 'They heard the test sound',
  not_heard: 'They did not hear the test sound',
  skipped: 'Not checked',
};
const FINE: ReadonlySet<string> = new Set(['ok', 'silent', 'skipped', 'reached']);

/** What the Participant's pre-call check found, line by line. */
export function setupLines({ camera, microphone, speaker, network, browser }: DeviceCheckResult): SetupLine[] {
  return [
    { name: 'Camera', says: DEVICE[camera], isProblem: !FINE.has(camera) },
    { name: 'Microphone', says: DEVICE[microphone], isProblem: !FINE.has(microphone) },
    { name: 'Speaker', says: SPEAKER[speaker], isProblem: !FINE.has(speaker) },
    { name: 'Connection', says: networkSays(network), isProblem: !FINE.has(network.state) },
    { name: 'Browser', says: browser, isProblem: false },
  ];
}

function networkSays({ state, rtt }: DeviceCheckResult['network']): string {
  const trip = rtt === null ? '' : `, ${Math.round(rtt)} ms`;
  switch (state) {
    case 'ok':
      return `Works${trip}`;
    case 'slow':
      return `Slow${trip}`;
    case 'reached':
      return `Reaches the video service${trip}. Picture and sound are tried when they join`;
    case 'no_udp':
      return 'Their network may hold back picture and sound: nothing came back by UDP';
    case 'blocked':
      return 'Their network blocks picture and sound, often a VPN or a company network';
    case 'skipped':
      return 'Not measured';
  }
  return state satisfies never;
}

/** Names of what does not work, for a short warning; empty when nothing is wrong. */
export const setupProblems = (result: DeviceCheckResult): string[] =>
  setupLines(result).flatMap(({ name, isProblem }) => (isProblem ? [name.toLowerCase()] : []));
