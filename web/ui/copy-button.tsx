import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from './button.tsx';

interface CopyButtonProps {
  children: string;
  /** Puts it on the clipboard; resolves to whether that worked, having said why not. */
  copy: () => Promise<boolean>;
  kind?: 'primary' | 'quiet';
  size?: 's' | 'm';
}

// Long enough to be seen, short enough to be pressed again.
const SAYS_COPIED = 2_000;

/** A button that copies, and ticks itself off for a moment. */
export function CopyButton({ children, copy, kind = 'quiet', size = 'm' }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);

  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), SAYS_COPIED);
    return () => clearTimeout(timer);
  }, [copied]);

  const press = async () => setCopied(await copy());
  return (
    <Button kind={kind} size={size} icon={copied ? <Check /> : <Copy />} onClick={() => void press()}>
      {children}
    </Button>
  );
}
