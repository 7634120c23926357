import { CircleCheck, TriangleAlert } from 'lucide-react';
import type { SessionRow } from '../../../../wire/http.ts';
import { setupLines, setupProblems } from '../../../lib/setup.ts';
import { showClock, showNearDay } from '../../../lib/time.ts';
import { Facts } from '../../parts/facts.tsx';
import { useViewerZone } from '../../shell/me.ts';
import { useNow } from '../../shell/use-now.ts';
import css from './setup-section.module.css';

/** What the Participant's own check of camera, microphone, speaker and network found, and when. */
export function SetupSection({ check }: { check: SessionRow['deviceCheck'] }) {
  const zone = useViewerZone();
  const now = useNow();
  if (!check) {
    return <p className={css.soft}>{"Not checked yet. The link to the check is in the Participant's mails."}</p>;
  }
  const { at, result } = check;
  const problems = setupProblems(result);
  return (
    <div className={css.setup}>
      <p className={css.sum} data-tone={problems.length > 0 ? 'bad' : 'good'}>
        {problems.length > 0 ? <TriangleAlert aria-hidden="true" /> : <CircleCheck aria-hidden="true" />}
        <span>
          {problems.length > 0 ? `Needs help with: ${problems.join(', ')}` : 'Nothing wrong was found'}
          <time dateTime={at}>{`Checked ${showNearDay(at, now, zone)}, ${showClock(at, zone)}`}</time>
        </span>
      </p>
      <Facts
        facts={setupLines(result).map(({ name, says, isProblem }) => [
          name,
          isProblem ? (
            <span key={name} className={css.problem}>
              <TriangleAlert aria-label="Problem" />
              {says}
            </span>
          ) : (
            says
          ),
        ])}
      />
    </div>
  );
}
