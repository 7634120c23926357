export type DeviceKind = 'mic' | 'cam';

export type DeviceProblem =
  /** The person or a policy said no for this site. */
  | 'denied'
  /** The operating system keeps devices from the browser. */
  | 'blocked_by_system'
  /** The browser's question was closed without an answer. */
  | 'dismissed'
  | 'busy'
  | 'missing'
  /** Even asked for anything at all, it gives nothing we can use. */
  | 'constrained'
  /** No getUserMedia: a browser inside another app, or an old one. */
  | 'unsupported'
  /** No getUserMedia, because the page did not come by https. */
  | 'insecure'
  | 'unplugged'
  | 'failed';

/** Reads getUserMedia's refusal (Media Capture and Streams 10.2); `permission` is what the Permissions API says. */
export function classifyProblem(error: unknown, permission: PermissionState | null, isSecure = true): DeviceProblem {
  if (!(error instanceof Error)) return 'failed';
  switch (error.name) {
    case 'NotAllowedError':
    case 'SecurityError':
      if (/system/i.test(error.message)) return 'blocked_by_system';
      return /dismissed/i.test(error.message) || permission === 'prompt' ? 'dismissed' : 'denied';
    case 'NotReadableError':
    case 'AbortError':
      return 'busy';
    case 'NotFoundError':
      return 'missing';
    case 'OverconstrainedError':
      return 'constrained';
    case 'TypeError':
      return isSecure ? 'unsupported' : 'insecure';
    default:
      return 'failed';
  }
}

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
