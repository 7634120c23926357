export interface Template {
  subject: string;
  text: string;
  html: string;
}

/** What a mail says, once; both its text and its HTML are made from it. All strings are plain text, escaped here. */
export interface Letter {
  subject: string;
  heading: string;
  paragraphs: string[];
  /** Label and value, e.g. 'When' and the time. */
  facts?: [label: string, value: string][];
  /** Stands below the facts, above the button. */
  afterFacts?: string[];
  button: { label: string; url: string };
  /** Small print below the button. */
  footnote: string;
}

/** The look of web/ui/tokens.css, inlined: mail programs know neither custom properties nor light-dark(). */
const LOOK = {
  paper: '#faf7f2',
  surface: '#fffefb',
  ink: '#211c15',
  soft: '#5d5548',
  line: '#e5ddd0',
  accent: '#0d6655',
  onAccent: '#ffffff',
  font: "Inter, system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif",
};

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);

export const writeLetter = (letter: Letter): Template => ({
  subject: letter.subject,
  text: toText(letter),
  html: toHtml(letter),
});

function toText({ heading, paragraphs, facts = [], afterFacts = [], button, footnote }: Letter): string {
  const factLines = facts.map(([label, value]) => `${label}: ${value}`).join('\n');
  const blocks = [
    heading,
    ...paragraphs,
    factLines,
    ...afterFacts,
    `${button.label}:\n${button.url}`,
    `--\n${footnote}`,
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function toHtml({ subject, heading, paragraphs, facts = [], afterFacts = [], button, footnote }: Letter): string {
  const { paper, surface, ink, soft, line, accent, onAccent, font } = LOOK;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light">
<title>${escapeHtml(subject)}</title>
</head>
<body style="margin:0;padding:0;background:${paper};color:${ink};font:400 16px/1.5 ${font}">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:${paper}"><tr><td align="center" style="padding:32px 16px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;background:${surface};border:1px solid ${line};border-radius:16px"><tr><td style="padding:32px">
<p style="margin:0 0 24px;font-size:13px;font-weight:600;color:${accent}">Fieldroom</p>
<h1 style="margin:0 0 16px;font-size:22px;line-height:1.25;font-weight:600;overflow-wrap:anywhere" dir="auto">${escapeHtml(heading)}</h1>
${paragraphs.map(paragraph).join('\n')}
${factTable(facts)}
${afterFacts.map(paragraph).join('\n')}
<table role="presentation" cellpadding="0" cellspacing="0" style="margin:24px 0 0"><tr><td style="border-radius:10px;background:${accent}">
<a href="${escapeHtml(button.url)}" style="display:inline-block;padding:12px 24px;border-radius:10px;color:${onAccent};font-weight:600;text-decoration:none">${escapeHtml(button.label)}</a>
</td></tr></table>
</td></tr></table>
<p style="max-width:560px;margin:16px auto 0;font-size:13px;color:${soft}">${escapeHtml(footnote)}</p>
</td></tr></table>
</body>
</html>
`;
}

/** Own line breaks of a text people wrote are kept. */
const lines = (text: string): string => escapeHtml(text).replaceAll('\n', '<br>');

const paragraph = (text: string): string =>
  `<p style="margin:0 0 16px;overflow-wrap:anywhere" dir="auto">${lines(text)}</p>`;

function factTable(facts: [label: string, value: string][]): string {
  if (facts.length === 0) return '';
  const rows = facts.map(
    ([label, value]) =>
      `<tr><td valign="top" style="padding:4px 16px 4px 0;font-size:13px;line-height:24px;color:${LOOK.soft};white-space:nowrap">${escapeHtml(label)}</td>` +
      `<td valign="top" style="padding:4px 0;overflow-wrap:anywhere" dir="auto">${lines(value)}</td></tr>`,
  );
  const style = `width:100%;margin:8px 0 16px;border-top:1px solid ${LOOK.line};border-bottom:1px solid ${LOOK.line}`;
  return `<table role="presentation" cellpadding="0" cellspacing="0" style="${style}">${rows.join('')}</table>`;
}
