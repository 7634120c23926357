import { createContext, use } from 'react';
import type { Me } from '../../../wire/http.ts';

export const MeContext = createContext<Me | null>(null);

/** Who is signed in. Only under <SignedIn>. */
export function useMe(): Me {
  const me = use(MeContext);
  if (!me) throw new Error('useMe outside of SignedIn');
  return me;
}

/** The zone in which this viewer reads times. */
export function useViewerZone(): string {
  return useMe().member.zone;
}
