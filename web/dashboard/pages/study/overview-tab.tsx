import type { Study } from '../../../../wire/http.ts';
import {
  GUEST_POLICY_CHOICES,
  labelOf,
  RECORDING_POLICY_CHOICES,
  SEPARATE_TRACKS_CHOICES,
} from '../../../lib/labels.ts';
import { showLength } from '../../../lib/time.ts';
import { Facts } from '../../parts/facts.tsx';
import css from './overview-tab.module.css';
import { StudyStatePanel } from './study-state-panel.tsx';

/** What the Study is about and how its Sessions are run. */
export function OverviewTab({ study }: { study: Study }) {
  return (
    <div className={css.overview}>
      <StudyStatePanel study={study} />
      <div className={css.columns}>
        <div className={css.texts}>
          <Text title="About" text={study.about} none="Nothing written yet. 'Settings' is the place for it." />
          <Text
            title="Instructions for the Participant"
            text={study.instructions}
            none="None. Participants get the time and the link."
          />
          <Text title={`Consent text, version ${study.consent.version}`} text={study.consent.text} none="" />
        </div>
        <section aria-label="Facts">
          <Facts
            facts={[
              ['Session length', showLength(study.lengthMinutes)],
              ['Guests', labelOf(GUEST_POLICY_CHOICES, study.guestPolicy)],
              ['Recording', labelOf(RECORDING_POLICY_CHOICES, study.recordingPolicy)],
              ...(study.recordingPolicy === 'off'
                ? []
                : [['Separate tracks', labelOf(SEPARATE_TRACKS_CHOICES, study.separateTracks)] as const]),
              ['Screen', study.sharesScreen ? 'Participant will share their screen' : 'Not shared by the Participant'],
            ]}
          />
        </section>
      </div>
    </div>
  );
}

function Text({ title, text, none }: { title: string; text: string; none: string }) {
  return (
    <section className={css.text}>
      <h2>{title}</h2>
      {text ? <p className={css.written}>{text}</p> : <p className={css.none}>{none}</p>}
    </section>
  );
}
