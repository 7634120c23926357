import { Download } from 'lucide-react';
import type { ComponentProps, MouseEvent } from 'react';
import { useState } from 'react';
import { navigate } from 'wouter/use-browser-location';
import { problemText } from '../../lib/problems.ts';
import type { Refusal } from '../../lib/refusal.ts';
import { refusalOf, refusalWords } from '../../lib/refusal.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { showToast } from '../../ui/toasts.ts';
import { queryClient } from '../query-client.ts';

type DownloadLinkProps = { href: string } & Omit<ComponentProps<typeof ButtonLink>, 'href' | 'icon' | 'onClick'>;

/** A file to save. The server is asked first: what it refuses is said here, and no page of its own takes this one's place. */
export function DownloadLink({ href, download = true, ...look }: DownloadLinkProps) {
  const [asking, setAsking] = useState(false);
  const save = async () => {
    setAsking(true);
    try {
      const refusal = await refusalOf(href);
      if (refusal) return tell(refusal);
      const link = document.createElement('a');
      link.href = href;
      link.download = typeof download === 'string' ? download : '';
      link.click();
    } catch (error) {
      showToast(problemText(error), 'bad', { about: href });
    } finally {
      setAsking(false);
    }
  };
  const press = (event: MouseEvent) => {
    // With a key held it is the browser's: another tab, a window, a file.
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (!asking) void save();
  };
  return (
    <ButtonLink {...look} icon={<Download />} href={href} download={download} aria-busy={asking} onClick={press} />
  );
}

function tell(refusal: Refusal): void {
  const text = `Nothing was downloaded. ${refusalWords(refusal)}`;
  const here = location.pathname + location.search;
  const signIn = { label: 'Sign in', run: () => navigate(`/sign-in?next=${encodeURIComponent(here)}`) };
  const isSignedOut = refusal.code === 'not_signed_in';
  showToast(text, 'bad', isSignedOut ? { action: signIn } : {});
  // Somebody changed it elsewhere: the page shows how things stand now.
  if (!isSignedOut) void queryClient.invalidateQueries();
}
