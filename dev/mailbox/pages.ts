import type { StoredMail } from './store.ts';
import { STYLE } from './style.ts';

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text: string): string => text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);

/** All mails, newest first. The page looks every two seconds whether there is a new one. */
export function listPage(mails: StoredMail[], to: string | undefined): string {
  const title = to === undefined ? 'Mailbox' : `Mails to ${to}`;
  const rows = mails.map(
    ({ id, at, subject, to }) => `<li><a href="/mails/${id}">
<span class="subject" dir="auto">${escape(subject)}</span>
<span class="to">${escape(to.name)} &lt;${escape(to.email)}&gt;</span>
<time datetime="${at}">${time(at)}</time>
</a></li>`,
  );
  const empty = '<p class="empty">No mail yet. What Fieldroom sends on this machine shows up here.</p>';
  const watch = `<script>
const newest = ${mails[0]?.id ?? 0};
setInterval(async () => {
  const mails = await (await fetch('/api/mails' + location.search)).json();
  if ((mails[0]?.id ?? 0) !== newest) location.reload();
}, 2000);
</script>`;
  const all = to === undefined ? '' : '<p><a href="/">All mails</a></p>';
  return page(title, `${all}${rows.length ? `<ul class="mails">${rows.join('\n')}</ul>` : empty}${watch}`);
}

/** One mail: the HTML in a frame that may run nothing, links open in a new tab; below it the text alternative. */
export function mailPage({ id, subject, from, to, at, html, text, calendar }: StoredMail): string {
  const framed = html.replace('<head>', '<head><base target="_blank">');
  const calendarPart = calendar
    ? `\n<details><summary>Calendar part, ${escape(calendar.method)}</summary>
<p><a href="/mails/${id}/session.ics" download>Download session.ics</a></p><pre>${linked(calendar.text)}</pre></details>`
    : '';
  const body = `<p><a href="/">All mails</a></p>
<dl>
<dt>From</dt><dd>${escape(from.name)} &lt;${escape(from.email)}&gt;</dd>
<dt>To</dt><dd dir="auto">${escape(to.name)} &lt;${escape(to.email)}&gt;</dd>
<dt>Sent</dt><dd><time datetime="${at}">${time(at)}</time></dd>
</dl>
<iframe title="The mail" sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="${escape(framed)}"></iframe>
<details><summary>Plain text</summary><pre dir="auto">${linked(text)}</pre></details>${calendarPart}`;
  return page(subject, body);
}

export const notFoundPage = (): string => page('No such mail', '<p><a href="/">All mails</a></p>');

const time = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;

const linked = (text: string): string =>
  escape(text).replace(/https?:\/\/[^\s<]+/g, (url) => `<a href="${url}" target="_blank" rel="noopener">${url}</a>`);

const page = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)} · Fieldroom mailbox</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body>
<header><a href="/">Fieldroom mailbox</a></header>
<main>
<h1 dir="auto">${escape(title)}</h1>
${body}
</main>
</body>
</html>
`;
