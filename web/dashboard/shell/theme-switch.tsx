import { Monitor, Moon, Sun } from 'lucide-react';
import { useState } from 'react';
import type { Theme } from '../../lib/theme.ts';
import { currentTheme, setTheme } from '../../lib/theme.ts';
import { Segments } from '../../ui/segments.tsx';

const CHOICES: readonly { value: Theme; label: string; icon: React.ReactNode }[] = [
  { value: 'system', label: 'System', icon: <Monitor /> },
  { value: 'light', label: 'Light', icon: <Sun /> },
  { value: 'dark', label: 'Dark', icon: <Moon /> },
];

/** As the system has it, light, or dark; kept in this browser. */
export function ThemeSwitch() {
  const [theme, show] = useState(currentTheme);
  const choose = (next: Theme) => {
    setTheme(next);
    show(next);
  };
  return <Segments legend="Theme" value={theme} options={CHOICES} onChange={choose} />;
}
