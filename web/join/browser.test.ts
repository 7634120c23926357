import { expect, test } from 'vitest';
import { describeBrowser, readBrowser } from './browser.ts';

const WEBKIT = 'AppleWebKit/605.1.15 (KHTML, like Gecko)';
const IPHONE = `Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) ${WEBKIT}`;
const MAC = `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${WEBKIT}`;
const BLINK = 'AppleWebKit/537.36 (KHTML, like Gecko)';
const PIXEL = `Mozilla/5.0 (Linux; Android 15; Pixel 9) ${BLINK}`;
const WINDOWS = `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${BLINK}`;

const described = (userAgent: string, touchPoints = 0) => describeBrowser(readBrowser(userAgent, touchPoints));

test('browsers are called what people call them, with the system they run on', () => {
  expect(described(`${IPHONE} Version/18.1 Mobile/15E148 Safari/604.1`, 5)).toBe('Safari 18 on iPhone');
  expect(described(`${IPHONE} CriOS/140.0.0.0 Mobile/15E148 Safari/604.1`, 5)).toBe('Chrome 140 on iPhone');
  expect(described(`${MAC} Version/18.1 Safari/605.1.15`)).toBe('Safari 18 on Mac');
  expect(described(`${MAC} Version/18.1 Safari/605.1.15`, 5)).toBe('Safari 18 on iPad');
  expect(described(`${WINDOWS} Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0`)).toBe('Edge 140 on Windows');
  expect(described(`${PIXEL} Chrome/140.0.0.0 Mobile Safari/537.36`, 5)).toBe('Chrome 140 on Android');
  expect(described(`${PIXEL} SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36`, 5)).toBe(
    'Samsung Internet 28 on Android',
  );
  expect(described('Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0')).toBe(
    'Firefox 140 on Linux',
  );
  expect(described('curl/8')).toBe('A browser');
});

test('a page inside an app is told apart, by name where the app says it', () => {
  const app = (userAgent: string) => readBrowser(userAgent, 5).app;
  expect(app(`${IPHONE} Mobile/15E148 Instagram 350.0`)).toBe('Instagram');
  expect(app(`${IPHONE} Mobile/15E148 [FBAN/FBIOS;FBAV/480.0]`)).toBe('Facebook');
  expect(app(`${IPHONE} Mobile/15E148 [FBAN/MessengerForiOS;FBAV/480.0]`)).toBe('Messenger');
  expect(app(`${IPHONE} Mobile/15E148 [LinkedInApp]`)).toBe('LinkedIn');
  expect(app(`${IPHONE} GSA/340.0 Mobile/15E148 Safari/604.1`)).toBe('the Google app');
  expect(app(`${IPHONE} Mobile/15E148`)).toBe('this app');
  expect(app(`${PIXEL.replace(')', '; wv)')} Version/4.0 Chrome/140.0.0.0 Mobile Safari/537.36`)).toBe('this app');
  expect(app(`${IPHONE} Version/18.1 Mobile/15E148 Safari/604.1`)).toBeNull();
  expect(described(`${IPHONE} Mobile/15E148 Instagram 350.0`, 5)).toBe('A browser inside Instagram on iPhone');
});
