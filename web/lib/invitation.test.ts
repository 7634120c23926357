import { expect, test } from 'vitest';
import { invitationMessage } from './invitation.ts';

const SESSION = {
  studyTitle: 'Trips & <plans>',
  participantName: 'Zoë "Zed" Weiß',
  startsAt: '2025-10-14T10:30:00Z',
  endsAt: '2025-10-14T11:15:00Z',
  zone: 'Asia/Kolkata',
  guestLink: 'https://fieldroom.test/j/abc#secret',
};

test('the copied message has titles, time with zone, length and link, ready to paste', () => {
  expect(invitationMessage(SESSION).text).toBe(
    [
      'Trips & <plans>: Session with Zoë "Zed" Weiß',
      'Tue 14 Oct 2025, 16:00 to 16:45 IST, GMT+5:30, Asia/Kolkata (45 minutes)',
      '',
      'Join as a Guest, in your browser, no account needed:',
      'https://fieldroom.test/j/abc#secret',
    ].join('\n'),
  );
});

test('its HTML says the same, with what people typed escaped and the link clickable', () => {
  const { html } = invitationMessage(SESSION);
  expect(html).toContain('<strong>Trips &amp; &lt;plans&gt;: Session with Zoë &quot;Zed&quot; Weiß</strong>');
  expect(html).toContain('<a href="https://fieldroom.test/j/abc#secret">https://fieldroom.test/j/abc#secret</a>');
  expect(html).not.toContain('<plans>');
});
