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
