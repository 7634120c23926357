import { Compass } from 'lucide-react';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LinkButton } from './link-button.tsx';
import { useTitle } from './use-title.ts';

/** Nothing here: a wrong address, or another workspace's. */
export function NotFound() {
  useTitle('Not found');
  return (
    <EmptyState
      icon={<Compass />}
      level={1}
      title="There is nothing at this address"
      actions={<LinkButton href="/">Go to your Studies</LinkButton>}
    >
      It may have been moved, or it belongs to a workspace you are not signed in to.
    </EmptyState>
  );
}
