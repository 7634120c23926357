import type { Browser } from './browser.ts';
import type { DeviceKind, DeviceProblem } from './device-problem.ts';
import { explainProblem } from './problem-words.ts';

const NAMES = { mic: 'microphone', cam: 'camera' } as const;
/** The browser that a phone's system opens links in. */
const SYSTEM_BROWSER: Partial<Record<Browser['system'], string>> = {
  iPhone: 'Safari',
  iPad: 'Safari',
  Android: 'Chrome',
};

export interface Advice {
  /** What to do, one thing after the other. May be empty: then the sentence of explainProblem says it all. */
  steps: string[];
  /** Only another browser helps: offer to copy the link. */
  elsewhere: boolean;
}

/** What to do about it in this very browser. Loaded only when there is a problem: it is long. */
export function adviceFor(kinds: DeviceKind[], problem: DeviceProblem, browser: Browser): Advice {
  const device = kinds.map((kind) => NAMES[kind]).join(' and ');
  if (browser.app !== null && (problem === 'unsupported' || problem === 'denied' || problem === 'blocked_by_system')) {
    return { steps: leaveApp(browser), elsewhere: true };
  }
  switch (problem) {
    case 'denied':
      return { steps: allow(device, browser), elsewhere: false };
    case 'blocked_by_system':
      return { steps: allowInSystem(device, browser), elsewhere: false };
    case 'busy':
      return { steps: setFree(device, browser), elsewhere: false };
    case 'missing':
      return { steps: find(device, kinds, browser), elsewhere: false };
    case 'unsupported':
      return { steps: [], elsewhere: true };
    case 'dismissed':
    case 'unplugged':
    case 'constrained':
    case 'insecure':
    case 'failed':
      return { steps: [], elsewhere: false };
  }
  return problem satisfies never;
}

/** All of it in one text, for where there is no room for a list. */
export function sayProblem(kind: DeviceKind, problem: DeviceProblem, browser: Browser): string {
  const { title, help } = explainProblem([kind], problem);
  const { steps } = adviceFor([kind], problem, browser);
  return [`${title}.`, ...(steps.length > 0 ? steps : [help])].join(' ');
}

function leaveApp({ app, system }: Browser): string[] {
  const browser = SYSTEM_BROWSER[system] ?? 'your browser';
  return [
    `You opened the link inside ${app}, which does not let pages use camera and microphone.`,
    `Open its menu (three dots or the share sign) and choose "Open in ${browser}", or copy the link and paste it there.`,
  ];
}

/** Permission was refused for this page. */
function allow(device: string, { name, system }: Browser): string[] {
  if (system === 'iPhone' || system === 'iPad') {
    return name === 'Safari' || name === ''
      ? [
          'Tap the menu sign at the left of the address.',
          `Tap "Website Settings" and set ${device} to "Allow".`,
          'Load this page again.',
        ]
      : [
          `Open the Settings app and find ${name} in the list of apps.`,
          `Switch on ${device}.`,
          'Come back and load this page again.',
        ];
  }
  if (system === 'Android') {
    return name === 'Firefox'
      ? ['Tap the lock at the left of the address.', `Set ${device} to "Allowed".`]
      : ['Tap the sign at the left of the address.', `Tap "Permissions" and allow ${device}.`];
  }
  if (name === 'Firefox') {
    return [
      `Click the crossed-out ${device} at the left of the address.`,
      'Click the cross beside "Blocked".',
      'Allow it when the browser asks again.',
    ];
  }
  if (name === 'Safari') {
    return [
      'In the menu bar choose Safari, then "Settings for This Website".',
      `Set ${device} to "Allow".`,
      'Load this page again.',
    ];
  }
  return ['Click the sign at the left of the address.', `Switch on ${device}.`];
}

/** The operating system keeps it from the browser. */
function allowInSystem(device: string, { name, system }: Browser): string[] {
  const browser = name || 'your browser';
  if (system === 'Mac') {
    return [
      `Open System Settings, then "Privacy & Security", then ${device}.`,
      `Switch on ${browser}.`,
      `Close ${browser} and open this link again.`,
    ];
  }
  if (system === 'Windows') {
    return [
      `Open Settings, then "Privacy & security", then ${device}.`,
      'Switch on the access, also for desktop apps.',
    ];
  }
  if (system === 'Android') {
    return [
      `Open Settings, then Apps, then ${browser}, then Permissions, and allow ${device}.`,
      `Swipe down from the top: if there is a switch for ${device} access, it must be on.`,
    ];
  }
  if (system === 'iPhone' || system === 'iPad') {
    return [`Open the Settings app, then Apps, then ${browser}.`, `Allow ${device}.`, 'Load this page again.'];
  }
  return [];
}

function setFree(device: string, { system }: Browser): string[] {
  const steps = ['Close other calls and apps that record: Zoom, Teams, Meet in another tab, a camera app.'];
  if (system === 'Windows' || system === 'Mac' || system === 'Linux') {
    steps.push(`If that does not help, unplug the ${device} and plug it in again, or restart the computer.`);
  }
  return [...steps];
}

function find(device: string, kinds: DeviceKind[], { system }: Browser): string[] {
  if (system === 'iPhone' || system === 'iPad' || system === 'Android') return [];
  const shutter = kinds.includes('cam')
    ? ['Some laptops switch the camera off with a slider or a key: look for one.']
    : [];
  return [...shutter, `Is your ${device} plugged in? Try another socket.`];
}
