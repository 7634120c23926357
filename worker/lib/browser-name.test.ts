import { expect, test } from 'vitest';
import { browserName } from './browser-name.ts';

const CHROME = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0';

test('a browser is called as people call it, whatever else it says it is', () => {
  expect(browserName(`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME} Safari/537.36`)).toBe('Chrome on Windows');
  expect(browserName(`Mozilla/5.0 (Windows NT 10.0) ${CHROME} Safari/537.36 Edg/140.0.0.0`)).toBe('Edge on Windows');
  expect(browserName(`Mozilla/5.0 (Linux; Android 15) ${CHROME} Mobile Safari/537.36`)).toBe('Chrome on Android');
  expect(
    browserName('Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Mobile/15E148 Safari/604.1'),
  ).toBe('Safari on iPhone');
  expect(browserName('Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:140.0) Gecko/20100101 Firefox/140.0')).toBe(
    'Firefox on Mac',
  );
});

test('what tells nothing is another browser', () => {
  expect(browserName(undefined)).toBe('Another browser');
  expect(browserName('curl/8.0')).toBe('Another browser');
  expect(browserName('x'.repeat(10_000))).toBe('Another browser');
});
