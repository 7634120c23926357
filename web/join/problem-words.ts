import type { DeviceKind, DeviceProblem } from './device-problem.ts';

const NAMES = { mic: 'microphone', cam: 'camera' } as const;

/** What happened and what to do, in plain words; one sentence pair for both devices when they share the problem. */
export function explainProblem(kinds: DeviceKind[], problem: DeviceProblem): { title: string; help: string } {
  const device = kinds.map((kind) => NAMES[kind]).join(' and ');
  const it = kinds.length > 1 ? 'them' : 'it';
  switch (problem) {
    case 'denied':
      return {
        title: `This page may not use your ${device}`,
        help: `Open the site settings beside the address bar, allow the ${device}, then try again.`,
      };
    case 'blocked_by_system':
      return {
        title: `Your device keeps the ${device} from this browser`,
        help: `Open its privacy settings, allow the ${device} for your browser, then try again.`,
      };
    case 'dismissed':
      return {
        title: `Your browser asked about the ${device} and got no answer`,
        help: 'Try again and choose "Allow".',
      };
    case 'busy':
      return {
        title: `Another app is using your ${device}`,
        help: `Close ${it} there (another call, another tab), then try again.`,
      };
    case 'missing':
      return {
        title: `We found no ${device}`,
        help: `Connect ${kinds.length > 1 ? 'them' : 'one'} and try again, or join without.`,
      };
    case 'constrained':
      return { title: `Your ${device} gives nothing this page can use`, help: 'Choose another one, or join without.' };
    case 'unsupported':
      return {
        title: `This browser cannot use your ${device} here`,
        help: 'Open the link in Chrome, Edge, Firefox or Safari, or join without.',
      };
    case 'insecure':
      return {
        title: `Browsers keep the ${device} from this address`,
        help: 'Open the link with "https://" in front, or ask the person who sent it for a new one.',
      };
    case 'unplugged':
      return { title: `Your ${device} was disconnected`, help: `Plug ${it} in again or choose another one.` };
    case 'failed':
      return { title: `Your ${device} did not start`, help: 'Try again, or join without.' };
  }
  return problem satisfies never;
}
