import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { studiesQuery } from '../../../lib/queries.ts';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { Failed } from '../../parts/failed.tsx';
import { LinkButton } from '../../parts/link-button.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { useTitle } from '../../parts/use-title.ts';
import { FirstStudy } from './first-study.tsx';
import { StudiesTable } from './studies-table.tsx';

/** All Studies of the workspace, the newest first. */
export function StudiesPage() {
  useTitle('Studies');
  const studies = useQuery(studiesQuery);

  if (studies.data?.length === 0) return <FirstStudy />;
  return (
    <>
      <PageHead
        title="Studies"
        actions={
          <LinkButton href="/studies/new" kind="primary" icon={<Plus />}>
            New Study
          </LinkButton>
        }
      />
      {studies.data ? (
        <StudiesTable studies={studies.data} />
      ) : studies.error ? (
        <Failed error={studies.error} onRetry={() => void studies.refetch()} />
      ) : (
        <SkeletonRows />
      )}
    </>
  );
}
