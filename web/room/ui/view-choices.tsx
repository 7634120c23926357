import { LayoutGrid, PictureInPicture2, Sparkles, UserSquare } from 'lucide-react';
import { Button } from '../../ui/button.tsx';
import { Switch } from '../../ui/choice.tsx';
import { Segments } from '../../ui/segments.tsx';
import { canFloat, floatRoom } from './floating-window.ts';
import { attempt, useMayTalk, useRoom, useStore } from './room-context.ts';
import { changeView, currentView, useView } from './view.ts';

/** Layout, self view, audio first and the floating window: what the 'View' menu holds. */
export function ViewChoices() {
  const store = useStore();
  const mayTalk = useMayTalk();
  const { layout, hideSelf } = useView();
  const saveData = useRoom((state) => state.saveData);
  const records = useRoom((state) => state.recorder?.active === true);
  return (
    <>
      <Segments
        legend="Layout"
        value={layout}
        options={[
          { value: 'auto', label: 'Automatic', icon: <Sparkles aria-hidden="true" /> },
          { value: 'grid', label: 'Grid', icon: <LayoutGrid aria-hidden="true" /> },
          { value: 'speaker', label: 'Speaker', icon: <UserSquare aria-hidden="true" /> },
        ]}
        onChange={(value) => changeView({ layout: value, pinned: null })}
      />
      {mayTalk && (
        <Switch
          label="Hide self view"
          hint="The others still see you."
          checked={hideSelf}
          onChange={({ target }) => changeView({ hideSelf: target.checked })}
        />
      )}
      <Switch
        label="Audio first"
        hint={
          records
            ? 'Not while this browser records the Session.'
            : 'Saves data: you do not receive cameras, and yours is sent small.'
        }
        checked={saveData}
        disabled={records && !saveData}
        onChange={({ target }) => store.setSaveData(target.checked)}
      />
      {canFloat() && (
        <Button
          wide
          icon={<PictureInPicture2 />}
          onClick={({ currentTarget }) => {
            currentTarget.closest<HTMLElement>('[popover]')?.hidePopover();
            attempt(floatRoom(() => mainVideo(store.get().speaking)));
          }}
        >
          Picture-in-picture
        </Button>
      )}
    </>
  );
}

/** The picture a browser can float that floats only one: of whoever is pinned or speaks, else the first of the others. */
function mainVideo(speaking: readonly number[]): HTMLVideoElement | null {
  const wanted = [currentView().pinned, ...speaking].map((n) => `[data-person="${n}"] video`);
  for (const selector of [...wanted, '[data-person] video']) {
    const video = document.querySelector<HTMLVideoElement>(selector);
    if (video) return video;
  }
  return null;
}
