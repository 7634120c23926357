import type { Template } from './letter.ts';
import { writeLetter } from './layout.ts';

export const signInMail = ({ url }: { url: string }): Template =>
  writeLetter({
    subject: 'Your sign-in link for Fieldroom',
    heading: 'Sign in to Fieldroom',
    paragraphs: [
      'Here is the link you asked for. It works once, for 15 minutes; on the page it opens, press the button to sign in.',
    ],
    button: { label: 'Sign in', url },
    footnote: 'You did not ask for this? Then nothing happens, and you can delete this mail.',
  });
