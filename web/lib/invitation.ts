import { lengthInMinutes, showLength, showSpanInZone } from './time.ts';

interface Invitation {
  studyTitle: string;
  participantName: string;
  startsAt: string;
  endsAt: string;
  /** The Session's zone: whoever reads this may live in any. */
  zone: string;
  guestLink: string;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escapeHtml = (text: string) => text.replaceAll(/[&<>"']/gu, (sign) => ENTITIES[sign] ?? sign);

/** What a Session is called where it has to be told from others. */
export function sessionTitle(participantName: string): string {
  return `Session with ${participantName}`;
}

/** The message that 'Copy link' puts on the clipboard, as plain text and as HTML (PRODUCT.md, Links). */
export function invitationMessage(to: Invitation): { text: string; html: string } {
  const when = showSpanInZone(to.startsAt, to.endsAt, to.zone);
  const length = showLength(lengthInMinutes(to.startsAt, to.endsAt));
  const title = sessionTitle(to.participantName);
  const text = [
    `${to.studyTitle}: ${title}`,
    `${when} (${length})`,
    '',
    'Join as a Guest, in your browser, no account needed:',
    to.guestLink,
  ].join('\n');
  const link = escapeHtml(to.guestLink);
  const html =
    `<p><strong>${escapeHtml(to.studyTitle)}: ${escapeHtml(title)}</strong><br>${escapeHtml(when)} (${length})</p>` +
    `<p>Join as a Guest, in your browser, no account needed:<br><a href="${link}">${link}</a></p>`;
  return { text, html };
}
