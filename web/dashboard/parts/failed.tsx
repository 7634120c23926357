import { CloudOff } from 'lucide-react';
import { AppError } from '../../../wire/errors.ts';
import { problemText } from '../../lib/problems.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { NotFound } from './not-found.tsx';

interface FailedProps {
  error: unknown;
  onRetry: () => void;
  /** It is the whole page, not a part of one. */
  whole?: boolean;
}

/** What stands where data should be and could not be loaded. What does not exist says so instead. */
export function Failed({ error, onRetry, whole = false }: FailedProps) {
  if (error instanceof AppError && error.code === 'not_found') return <NotFound />;
  return (
    <EmptyState
      icon={<CloudOff />}
      level={whole ? 1 : 2}
      title="This did not load"
      actions={<Button onClick={onRetry}>Try again</Button>}
    >
      {problemText(error)}
    </EmptyState>
  );
}
