import { writeLetter } from './layout.ts';
import type { Template } from './letter.ts';

export interface InvitationFacts {
  name: string;
  inviter: string;
  workspace: string;
  url: string;
}

/** Invitation into a workspace (PRODUCT.md, People). */
export const invitationMail = ({ name, inviter, workspace, url }: InvitationFacts): Template =>
  writeLetter({
    subject: `${inviter} invites you to ${workspace} on Fieldroom`,
    heading: `Join ${workspace}`,
    paragraphs: [
      `Hello ${name},`,
      `${inviter} would like to run research Sessions together with you in the workspace ${workspace}. Accept, and you are in: there is no password to think up.`,
    ],
    button: { label: 'Accept the invitation', url },
    footnote: `You do not know ${inviter}? Then nothing happens, and you can delete this mail.`,
  });
