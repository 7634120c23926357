import { AppError } from '../../../../wire/errors.ts';
import { problemText } from '../../../lib/problems.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { useViewerZone } from '../../shell/me.ts';
import { changeWords, isOutdated } from './change-words.ts';

/** Why a change did not go through; 'Reload' where the Session is no longer what the dialog shows. */
export function ChangeRefused({ error, onReload }: { error: Error; onReload: () => void }) {
  const zone = useViewerZone();
  if (!(error instanceof AppError)) return <Banner tone="bad">{problemText(error)}</Banner>;
  return (
    <Banner
      tone="bad"
      actions={
        isOutdated(error) && (
          <Button size="s" onClick={onReload}>
            Reload
          </Button>
        )
      }
    >
      {changeWords(error, zone)}
    </Banner>
  );
}
