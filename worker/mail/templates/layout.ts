import { letterHtml } from './letter-html.ts';
import type { Action, Letter, Template } from './letter.ts';

/** A subject is one line, whatever a name or title in it holds: a line break would begin another header (RFC 5322 2.2). */
export const writeLetter = (letter: Letter): Template => {
  const subject = letter.subject.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
  return { subject, text: letterText(letter), html: letterHtml({ ...letter, subject }) };
};

function letterText(letter: Letter): string {
  const { heading, paragraphs, quote = '', facts = [], afterFacts = [], actions = [], button, footnote } = letter;
  const blocks = [
    heading,
    ...paragraphs,
    quote.replace(/^/gm, '> ').replace(/^> $/, ''),
    facts.map(([label, value]) => `${label}: ${value}`).join('\n'),
    ...afterFacts,
    ...actions.map(linkText),
    ...(button ? [linkText(button)] : []),
    `--\n${footnote}`,
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

const linkText = ({ label, url }: Action): string => `${label}:\n${url}`;
