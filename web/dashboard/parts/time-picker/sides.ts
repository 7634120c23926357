import type { Reader } from './time-summary.tsx';

/** The two people whose clocks matter: the viewer's always, the Participant's where it is known ('' or null: it is not). */
export function sides(of: { viewerZone: string; name: string; theirZone: string | null }): Reader[] {
  const you = { who: 'For you', zone: of.viewerZone };
  return of.theirZone ? [you, { who: `For ${of.name.trim() || 'the Participant'}`, zone: of.theirZone }] : [you];
}
