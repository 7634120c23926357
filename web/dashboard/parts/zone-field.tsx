import type { ReactNode } from 'react';
import { zoneChoices, zoneLabel } from '../../lib/zones.ts';
import { Combobox } from '../../ui/combobox.tsx';

interface ZoneFieldProps {
  label: string;
  hint?: ReactNode;
  error?: string | null | undefined;
  optional?: boolean;
  /** '' while none is chosen. */
  value: string;
  onChange: (zone: string) => void;
}

/** A time zone, found by typing a city, a name or its initials. */
export function ZoneField(props: ZoneFieldProps) {
  return <Combobox {...props} shown={zoneLabel(props.value)} load={loadZones} />;
}

const loadZones = () => zoneChoices(Date.now());
