import { useMutation } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { api } from '../../../lib/api.ts';
import { problemText } from '../../../lib/problems.ts';
import { studiesQuery, studyQuery } from '../../../lib/queries.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { FormButtons } from '../../parts/form-buttons.tsx';
import { LinkButton } from '../../parts/link-button.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import type { StudyFields } from '../../parts/study-form.tsx';
import { EMPTY_STUDY, StudyForm } from '../../parts/study-form.tsx';
import { useTitle } from '../../parts/use-title.ts';
import { queryClient } from '../../query-client.ts';

/** A new Study is a draft: nobody is mailed until it is opened and a Session scheduled. */
export function NewStudyPage() {
  useTitle('New Study');
  const [, navigate] = useLocation();
  const create = useMutation({
    mutationFn: ({ consent, ...body }: StudyFields) => api.createStudy(consent.trim() ? { ...body, consent } : body),
    onSuccess: (study) => {
      queryClient.setQueryData(studyQuery(study.id).queryKey, study);
      void queryClient.invalidateQueries({ queryKey: studiesQuery.queryKey });
      navigate(`/studies/${study.id}`);
    },
  });

  return (
    <>
      <PageHead
        title="New Study"
        up={{ href: '/', label: 'Studies' }}
        sub="It starts as a draft. Everything here can be changed later."
      />
      <StudyForm start={EMPTY_STUDY} onSubmit={create.mutate}>
        {create.error && <Banner tone="bad">{problemText(create.error)}</Banner>}
        <FormButtons>
          <LinkButton href="/" kind="bare">
            Cancel
          </LinkButton>
          <Button kind="primary" type="submit" busy={create.isPending}>
            Create Study
          </Button>
        </FormButtons>
      </StudyForm>
    </>
  );
}
