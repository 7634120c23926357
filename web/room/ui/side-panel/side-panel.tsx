import { X } from 'lucide-react';
import type { RefObject } from 'react';
import { useEffect, useRef } from 'react';
import { IconButton } from '../../../ui/icon-button.tsx';
import { PeoplePanel } from '../people-panel.tsx';
import { useRoom } from '../room-context.ts';
import type { PanelTab } from '../room-ui.ts';
import { useRoomUi } from '../room-ui.ts';
import { Chat } from './chat.tsx';
import { Notes } from './notes.tsx';
import { PanelTabs, PANEL_ID, tabId } from './panel-tabs.tsx';
import css from './side-panel.module.css';
import { useKeyboardInset } from './use-keyboard-inset.ts';

/** People, chats and notes beside the stage; on a phone a sheet over it. */
export function SidePanel() {
  const ui = useRoomUi();
  const role = useRoom((state) => state.view.seat.role);
  const panel = useRef<HTMLElement>(null);
  const tabs: PanelTab[] =
    role === 'researcher'
      ? ['people', 'chat', 'backroom', 'notes']
      : role === 'guest'
        ? ['people', 'chat', 'backroom']
        : ['people', 'chat'];
  const tab = ui.panel && tabs.includes(ui.panel) ? ui.panel : 'people';
  useFocusInside(panel, tab, ui.asked);
  useKeyboardInset(panel);

  return (
    // Escape is heard from whatever is focused inside.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <aside
      ref={panel}
      className={css.panel}
      aria-label="Side panel"
      data-tab={tab}
      onKeyDown={(event) => {
        // A menu or a dialog of the panel takes the key for itself.
        const isTaken = event.defaultPrevented || event.currentTarget.querySelector(':popover-open, dialog[open]');
        if (event.key === 'Escape' && !isTaken) ui.closePanel();
      }}
    >
      <header className={css.head}>
        <PanelTabs tabs={tabs} current={tab} />
        <IconButton label="Close" icon={<X />} onClick={ui.closePanel} />
      </header>
      <div role="tabpanel" id={PANEL_ID} className={css.content} aria-labelledby={tabId(tab)}>
        <Content tab={tab} />
      </div>
    </aside>
  );
}

function Content({ tab }: { tab: PanelTab }) {
  switch (tab) {
    case 'people':
      return <PeoplePanel />;
    case 'chat':
      return <Chat key="all" room="all" />;
    case 'backroom':
      return <Chat key="backroom" room="backroom" />;
    case 'notes':
      return <Notes />;
  }
  return tab satisfies never;
}

/** Asked for a tab, the focus goes into it, and back to where it was when the panel goes. */
function useFocusInside(panel: RefObject<HTMLElement | null>, tab: PanelTab, asked: number): void {
  useEffect(() => {
    const before = document.activeElement;
    return () => {
      // Somebody who has gone on to something else stays there.
      const isNowhere = document.activeElement === document.body;
      if (isNowhere && before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  // A tab turned to by hand keeps the focus on the tab: only `asked` counts.
  useEffect(() => {
    const field = panel.current?.querySelector<HTMLElement>('[data-first-focus]');
    // A finger wants to read first: focus in a field would bring the keyboard up.
    const wantsField = field && !matchMedia('(pointer: coarse)').matches;
    (wantsField ? field : document.getElementById(tabId(tab)))?.focus();
    // oxlint-disable-next-line react/exhaustive-deps
  }, [asked]);
}
