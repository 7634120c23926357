import type { StudyState } from '../../../wire/words.ts';
import { STUDY_STATE_LABELS } from '../../lib/labels.ts';
import { Badge } from '../../ui/badge.tsx';

export function StudyBadge({ state }: { state: StudyState }) {
  return <Badge tone={state === 'live' ? 'good' : 'plain'}>{STUDY_STATE_LABELS[state]}</Badge>;
}
