export interface Browser {
  /** As people call it: 'Chrome'. '' when we do not know it. */
  name: string;
  /** Major version, '' when not told. */
  version: string;
  system: 'iPhone' | 'iPad' | 'Android' | 'Windows' | 'Mac' | 'ChromeOS' | 'Linux' | '';
  /** The app this page is shown inside of ('Instagram'), 'this app' when we cannot tell which; null in a real browser. */
  app: string | null;
}

/** Apps with a browser of their own, by what they put into the user agent. */
const APPS: [RegExp, string][] = [
  [/Instagram/, 'Instagram'],
  [/FBAN\/Messenger|MessengerForiOS|MessengerLite/, 'Messenger'],
  [/FBAN|FBAV|FB_IAB/, 'Facebook'],
  [/LinkedInApp/, 'LinkedIn'],
  [/GSA\//, 'the Google app'],
  [/Twitter/, 'X'],
  [/Snapchat/, 'Snapchat'],
  [/Pinterest/, 'Pinterest'],
  [/musical_ly|BytedanceWebview|TikTok/, 'TikTok'],
  [/MicroMessenger/, 'WeChat'],
  [/\bLine\//, 'LINE'],
  [/Slack/, 'Slack'],
];

/** Order matters: most of them also say that they are Chrome and Safari. */
const BROWSERS: [RegExp, string][] = [
  [/Edg(?:A|iOS)?\/(\d+)/, 'Edge'],
  [/(?:OPR|OPT|OPiOS)\/(\d+)/, 'Opera'],
  [/SamsungBrowser\/(\d+)/, 'Samsung Internet'],
  [/(?:Firefox|FxiOS)\/(\d+)/, 'Firefox'],
  [/(?:Chrome|CriOS)\/(\d+)/, 'Chrome'],
  [/Version\/(\d+)[\d.]* (?:Mobile\/\w+ )?Safari\//, 'Safari'],
];

/** Reads a user agent; `touchPoints` (navigator.maxTouchPoints) tells an iPad, which says it is a Mac, from a Mac. */
export function readBrowser(userAgent: string, touchPoints: number): Browser {
  const system = systemOf(userAgent, touchPoints);
  const found = BROWSERS.map(([pattern, name]) => ({ name, match: pattern.exec(userAgent) })).find(
    ({ match }) => match,
  );
  return { name: found?.name ?? '', version: found?.match?.[1] ?? '', system, app: appOf(userAgent, system) };
}

function systemOf(userAgent: string, touchPoints: number): Browser['system'] {
  if (/iPhone|iPod/.test(userAgent)) return 'iPhone';
  if (/iPad/.test(userAgent) || (/Macintosh/.test(userAgent) && touchPoints > 1)) return 'iPad';
  if (/Android/.test(userAgent)) return 'Android';
  if (/Windows/.test(userAgent)) return 'Windows';
  if (/CrOS/.test(userAgent)) return 'ChromeOS';
  if (/Macintosh/.test(userAgent)) return 'Mac';
  return /Linux|X11/.test(userAgent) ? 'Linux' : '';
}

/** A page inside an app: by the app's name, or because it lacks what the system's own browsers say. */
function appOf(userAgent: string, system: Browser['system']): string | null {
  const named = APPS.find(([pattern]) => pattern.test(userAgent));
  if (named) return named[1];
  const isIosView = (system === 'iPhone' || system === 'iPad') && !/Safari\//.test(userAgent);
  return isIosView || /; wv\)/.test(userAgent) ? 'this app' : null;
}

/** "Safari 18 on iPhone", for a Researcher to read. */
export function describeBrowser({ name, version, system, app }: Browser): string {
  const browser = [name || 'A browser', version].filter(Boolean).join(' ');
  const where = app === null ? '' : ` inside ${app === 'this app' ? 'another app' : app}`;
  return `${browser}${where}${system ? ` on ${system}` : ''}`;
}

/** The browser this page runs in. */
export const thisBrowser = (): Browser => readBrowser(navigator.userAgent, navigator.maxTouchPoints);
