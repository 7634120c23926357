import type { Action, Letter } from './letter.ts';

/** The look of web/ui/tokens.css, inlined: mail programs know neither custom properties nor light-dark(). */
const LIGHT = {
  paper: '#faf7f2',
  surface: '#fffefb',
  ink: '#211c15',
  soft: '#5d5548',
  line: '#e5ddd0',
  accent: '#0d6655',
  onAccent: '#ffffff',
};
const DARK: typeof LIGHT = {
  paper: '#16140f',
  surface: '#1e1b16',
  ink: '#f3eee5',
  soft: '#b8afa0',
  line: '#38332b',
  accent: '#5fcbb4',
  onAccent: '#06231c',
};
const FONT = "Inter, system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

/** Inline styles are the light look; programs that know dark mode and read a style sheet get the dark one over it. */
const STYLE = `:root{color-scheme:light dark}
@media (prefers-color-scheme:dark){
.paper{background:${DARK.paper}!important;color:${DARK.ink}!important}
.card{background:${DARK.surface}!important}
.card,.rule{border-color:${DARK.line}!important}
.soft{color:${DARK.soft}!important}
.accent,.lesser{color:${DARK.accent}!important}
.lesser{border-color:${DARK.accent}!important}
.fill{background:${DARK.accent}!important;color:${DARK.onAccent}!important}
}
@media (max-width:480px){
.edge{padding:16px 8px!important}
.inner{padding:24px 20px!important}
.wide{display:block!important;margin-right:0!important;text-align:center!important}
.stack{display:block!important;width:100%!important;box-sizing:border-box!important}
.label{padding-bottom:0!important}
}`;

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);

/** A mail's HTML part: one column, nothing loaded from elsewhere. */
export function letterHtml(letter: Letter): string {
  const { subject, heading, paragraphs, quote = '', facts = [], afterFacts = [], actions = [], button } = letter;
  const body = [
    ...paragraphs.map(paragraph),
    quote === '' ? '' : quotation(quote),
    factTable(facts),
    ...afterFacts.map(paragraph),
    actions.length === 0 ? '' : `<p style="margin:24px 0 0">${actions.map(lesserButton).join('\n')}</p>`,
    button ? mainButton(button) : '',
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(subject)}</title>
<style>${STYLE}</style>
</head>
<body class="paper" style="margin:0;padding:0;background:${LIGHT.paper};color:${LIGHT.ink};font:400 16px/1.5 ${FONT}">
<table role="presentation" class="paper" width="100%" cellpadding="0" cellspacing="0" style="background:${LIGHT.paper};color:${LIGHT.ink}"><tr><td class="edge" align="center" style="padding:32px 16px">
<table role="presentation" class="card" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;background:${LIGHT.surface};border:1px solid ${LIGHT.line};border-radius:16px"><tr><td class="inner" align="left" style="padding:32px">
<p class="accent" style="margin:0 0 24px;font-size:13px;font-weight:600;color:${LIGHT.accent}">Fieldroom</p>
<h1 style="margin:0 0 16px;font-size:22px;line-height:1.25;font-weight:600;overflow-wrap:anywhere" dir="auto">${escapeHtml(heading)}</h1>
${body.filter((part) => part !== '').join('\n')}
</td></tr></table>
<p class="soft" style="max-width:496px;margin:16px auto 0;padding:0 16px;text-align:left;font-size:13px;color:${LIGHT.soft}">${lines(letter.footnote)}</p>
</td></tr></table>
</body>
</html>
`;
}

/** Own line breaks of a text people wrote are kept. */
const lines = (text: string): string => escapeHtml(text).replaceAll('\n', '<br>');

const paragraph = (text: string): string =>
  `<p style="margin:0 0 16px;overflow-wrap:anywhere" dir="auto">${lines(text)}</p>`;

const quotation = (text: string): string =>
  `<blockquote class="rule soft" style="margin:0 0 16px;padding:0 0 0 16px;border-left:3px solid ${LIGHT.line};color:${LIGHT.soft};overflow-wrap:anywhere" dir="auto">${lines(text)}</blockquote>`;

function factTable(facts: [label: string, value: string][]): string {
  if (facts.length === 0) return '';
  const rows = facts.map(
    ([label, value]) =>
      `<tr><td class="stack label soft" valign="top" style="padding:4px 16px 4px 0;font-size:13px;line-height:24px;color:${LIGHT.soft};white-space:nowrap">${escapeHtml(label)}</td>` +
      `<td class="stack" valign="top" style="width:100%;padding:4px 0;overflow-wrap:anywhere" dir="auto">${lines(value)}</td></tr>`,
  );
  const style = `width:100%;margin:8px 0 16px;padding:8px 0;border-top:1px solid ${LIGHT.line};border-bottom:1px solid ${LIGHT.line}`;
  return `<table role="presentation" class="rule" cellpadding="0" cellspacing="0" style="${style}">${rows.join('')}</table>`;
}

const lesserButton = ({ label, url }: Action): string =>
  `<a class="lesser wide" href="${escapeHtml(url)}" style="display:inline-block;margin:0 8px 8px 0;padding:8px 16px;border:1px solid ${LIGHT.accent};border-radius:10px;color:${LIGHT.accent};font-size:15px;font-weight:600;text-decoration:none">${escapeHtml(label)}</a>`;

const mainButton = ({ label, url }: Action): string =>
  `<p style="margin:16px 0 0"><a class="fill wide" href="${escapeHtml(url)}" style="display:inline-block;padding:12px 24px;border-radius:10px;background:${LIGHT.accent};color:${LIGHT.onAccent};font-weight:600;text-decoration:none">${escapeHtml(label)}</a></p>`;
