import type { ComponentProps } from 'react';
import { Link } from 'wouter';
import { ButtonLink } from '../../ui/button.tsx';

/** A button-like link to another page of the dashboard, without a reload. */
export function LinkButton({ href, ...look }: { href: string } & Omit<ComponentProps<typeof ButtonLink>, 'href'>) {
  return (
    <Link href={href} asChild>
      <ButtonLink {...look} />
    </Link>
  );
}
