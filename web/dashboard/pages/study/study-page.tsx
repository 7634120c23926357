import { useQuery } from '@tanstack/react-query';
import { Redirect, useLocation } from 'wouter';
import { studyQuery } from '../../../lib/queries.ts';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { Tabs } from '../../../ui/tabs.tsx';
import { Failed } from '../../parts/failed.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { StudyBadge } from '../../parts/study-badge.tsx';
import { useTitle } from '../../parts/use-title.ts';
import { CompletedTab } from './completed-tab.tsx';
import { OngoingTab } from './ongoing-tab.tsx';
import { OverviewTab } from './overview-tab.tsx';
import { SettingsTab } from './settings-tab.tsx';

const TABS = {
  overview: { label: 'Overview', Panel: OverviewTab },
  ongoing: { label: 'Ongoing', Panel: OngoingTab },
  completed: { label: 'Completed', Panel: CompletedTab },
  settings: { label: 'Settings', Panel: SettingsTab },
} as const;
type Tab = keyof typeof TABS;
const KEYS = Object.keys(TABS) as Tab[];

/** One Study: /studies/<id>[/ongoing|/completed|/settings]. */
export function StudyPage({ id, tab }: { id: string; tab: string | undefined }) {
  const [, navigate] = useLocation();
  const study = useQuery(studyQuery(id));
  useTitle(study.data?.title);
  const current = tab === undefined ? 'overview' : KEYS.find((key) => key === tab);
  const href = (key: Tab) => (key === 'overview' ? `/studies/${id}` : `/studies/${id}/${key}`);

  if (!current) return <Redirect to={href('overview')} replace />;
  if (!study.data) {
    return study.error ? <Failed error={study.error} onRetry={() => void study.refetch()} whole /> : <SkeletonRows />;
  }
  const { Panel } = TABS[current];
  return (
    <>
      <PageHead
        title={study.data.title}
        up={{ href: '/', label: 'Studies' }}
        badge={<StudyBadge state={study.data.state} />}
      />
      <Tabs
        label="Study"
        tabs={KEYS.map((key) => ({ key, label: TABS[key].label, href: href(key) }))}
        current={current}
        onChange={(key) => navigate(href(key))}
      >
        <Panel study={study.data} />
      </Tabs>
    </>
  );
}
