import type { Me } from '../../../../wire/http.ts';

/** Still called after their mail address, as the first sign-in leaves it: ask for the real names. */
export function isFirstTime({ member, workspace }: Me): boolean {
  const given = member.email.split('@')[0];
  return member.name === given && (member.role !== 'owner' || workspace.name === `${given}'s workspace`);
}
