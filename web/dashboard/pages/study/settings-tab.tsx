import { useMutation } from '@tanstack/react-query';
import type { Study } from '../../../../wire/http.ts';
import { api } from '../../../lib/api.ts';
import { problemText } from '../../../lib/problems.ts';
import { studiesQuery, studyQuery } from '../../../lib/queries.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { showToast } from '../../../ui/toasts.ts';
import { FormButtons } from '../../parts/form-buttons.tsx';
import { RetentionForm } from '../../parts/retention-form.tsx';
import { Section } from '../../parts/section.tsx';
import type { StudyFields } from '../../parts/study-form.tsx';
import { StudyForm } from '../../parts/study-form.tsx';
import { queryClient } from '../../query-client.ts';
import { useMe } from '../../shell/me.ts';
import css from './settings-tab.module.css';

/** The Study's form again, filled in. */
export function SettingsTab({ study }: { study: Study }) {
  const { member, workspace } = useMe();
  const save = useMutation({
    mutationFn: (body: StudyFields) => api.changeStudy(study.id, body),
    onSuccess: (now) => {
      queryClient.setQueryData(studyQuery(study.id).queryKey, now);
      void queryClient.invalidateQueries({ queryKey: studiesQuery.queryKey });
      showToast('Saved. Sessions from now on follow it.');
    },
  });
  const start = {
    title: study.title,
    about: study.about,
    lengthMinutes: String(study.lengthMinutes),
    instructions: study.instructions,
    sharesScreen: study.sharesScreen,
    consent: study.consent.text,
    guestPolicy: study.guestPolicy,
    recordingPolicy: study.recordingPolicy,
    separateTracks: study.separateTracks,
  };
  return (
    <div className={css.settings}>
      <StudyForm start={start} consentVersion={study.consent.version} onSubmit={save.mutate}>
        {save.error && <Banner tone="bad">{problemText(save.error)}</Banner>}
        <FormButtons>
          <Button kind="primary" type="submit" busy={save.isPending}>
            Save changes
          </Button>
        </FormButtons>
      </StudyForm>
      {member.role === 'owner' && (
        <Section title="Retention" intro="How long the recordings of this Study are kept once it is closed.">
          <RetentionForm
            days={study.retentionDays}
            workspaceDays={workspace.retentionDays}
            study={study.id}
            hint="Then they are deleted for good. You are mailed 7 days before."
            save={async (retentionDays) =>
              queryClient.setQueryData(
                studyQuery(study.id).queryKey,
                await api.changeStudy(study.id, { retentionDays }),
              )
            }
          />
        </Section>
      )}
    </div>
  );
}
