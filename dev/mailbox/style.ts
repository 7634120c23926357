/** The look of web/ui/tokens.css in short; the mailbox is served alone and knows no build. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#faf7f2, #16140f);
  --surface: light-dark(#fffefb, #1e1b16);
  --ink: light-dark(#211c15, #f3eee5);
  --soft: light-dark(#5d5548, #b8afa0);
  --line: light-dark(#e5ddd0, #38332b);
  --accent: light-dark(#0d6655, #5fcbb4);
  --hover: light-dark(#f2ede4, #28241e);
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 400 15px/1.5 system-ui, sans-serif; }
header { padding: 16px 24px; border-bottom: 1px solid var(--line); background: var(--surface); font-weight: 600; }
header a { color: var(--ink); text-decoration: none; }
main { max-width: 760px; margin: 0 auto; padding: 24px 16px 64px; }
h1 { margin: 8px 0 16px; font-size: 22px; line-height: 1.25; overflow-wrap: anywhere; }
a { color: var(--accent); }
a:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
time { font-variant-numeric: tabular-nums; }
.mails { margin: 0; padding: 0; list-style: none; border: 1px solid var(--line); border-radius: 12px; background: var(--surface); overflow: hidden; }
.mails li + li { border-top: 1px solid var(--line); }
.mails a { display: grid; grid-template-columns: 1fr auto; gap: 0 16px; padding: 12px 16px; color: inherit; text-decoration: none; }
.mails a:hover { background: var(--hover); }
.subject { grid-column: 1 / -1; font-weight: 600; overflow-wrap: anywhere; }
.to, .mails time { color: var(--soft); font-size: 13px; overflow-wrap: anywhere; }
.empty { color: var(--soft); }
dl { display: grid; grid-template-columns: auto 1fr; gap: 4px 16px; margin: 0 0 16px; font-size: 13px; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
iframe { width: 100%; height: min(760px, 75vh); border: 1px solid var(--line); border-radius: 12px; background: var(--paper); resize: vertical; }
details { margin-top: 16px; }
summary { cursor: pointer; color: var(--soft); }
pre { padding: 16px; border: 1px solid var(--line); border-radius: 12px; background: var(--surface); white-space: pre-wrap; overflow-wrap: anywhere; }
@media (max-width: 480px) { .mails a { grid-template-columns: 1fr; } }
`;
