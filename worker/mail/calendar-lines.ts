/** Longest line of a calendar, octets; its line break is not counted (RFC 5545 3.1). */
const LINE_OCTETS = 75;

const encoder = new TextEncoder();

/** A text as the value of a property, in which it can end neither the line nor itself (RFC 5545 3.3.11). */
export const escaped = (text: string): string =>
  text.replaceAll(/[\\;,]/g, String.raw`\$&`).replaceAll(/\r\n?|\n/g, String.raw`\n`);

/** A text as the value of a parameter (RFC 5545 3.2; quotes and line breaks within it: RFC 6868 3). */
export const quoted = (text: string): string =>
  `"${text
    .replaceAll('^', '^^')
    .replaceAll('"', "^'")
    .replaceAll(/\r\n?|\n/g, '^n')}"`;

/** UTC ms as a date with time in UTC (RFC 5545 3.3.5). */
export const instant = (at: number): string => new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, '');

/** The text of a calendar of these lines: folded, each ended by CRLF, without control characters (RFC 5545 3.1). */
export function calendarText(lines: string[]): string {
  return lines.map((line) => `${folded(line.replaceAll(/(?!\t)\p{Cc}/gu, ''))}\r\n`).join('');
}

/** Folds between characters, as readers unfold before they decode or after. */
function folded(line: string): string {
  let [text, octets] = ['', 0];
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (octets + size > LINE_OCTETS) [text, octets] = [`${text}\r\n `, 1];
    text += character;
    octets += size;
  }
  return text;
}
