import { useEffect } from 'react';

/** The window's title, from the particular to the general. */
export function useTitle(title: string | undefined): void {
  useEffect(() => {
    document.title = title ? `${title} · Fieldroom` : 'Fieldroom';
  }, [title]);
}
