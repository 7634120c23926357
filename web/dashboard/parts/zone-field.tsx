import { Combobox } from '../../ui/combobox.tsx';
import { zoneChoicesWith } from '../../lib/zones.ts';

import { useNow } from '../shell/use-now.ts';

interface ZoneFieldProps {
  label: string;
  hint?: React.ReactNode;
  error?: string | null | undefined;
  value: string;
  onChange: (zone: string) => void;
}

/** A time zone, found by typing a city or a short name. */
export function ZoneField({ value, ...field }: ZoneFieldProps) {
  const now = useNow();
  return <Combobox {...field} value={value} options={zoneChoicesWith(value, now)} />;
}
