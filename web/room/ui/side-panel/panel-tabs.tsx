import type { KeyboardEvent } from 'react';
import { useRoom } from '../room-context.ts';
import type { PanelTab } from '../room-ui.ts';
import { useRoomUi } from '../room-ui.ts';
import css from './panel-tabs.module.css';

export const PANEL_ID = 'side-panel-content';
export const tabId = (tab: PanelTab): string => `side-panel-${tab}`;

const LABELS: Record<PanelTab, string> = { people: 'People', chat: 'Chat', backroom: 'Backroom', notes: 'Notes' };

const STEPS: Record<string, (at: number, count: number) => number> = {
  ArrowRight: (at, count) => (at + 1) % count,
  ArrowLeft: (at, count) => (at + count - 1) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** The tabs of the side panel. Arrow keys, Home and End move. */
export function PanelTabs({ tabs, current }: { tabs: PanelTab[]; current: PanelTab }) {
  const ui = useRoomUi();
  const unread = useRoom(({ chat }) => chat.unread);
  const news: Partial<Record<PanelTab, number>> = { chat: unread.all, backroom: unread.backroom };

  const move = (event: KeyboardEvent) => {
    const next = tabs[STEPS[event.key]?.(tabs.indexOf(current), tabs.length) ?? -1];
    if (!next) return;
    event.preventDefault();
    ui.turnTo(next);
    document.getElementById(tabId(next))?.focus();
  };

  return (
    <div role="tablist" aria-label="Side panel" tabIndex={-1} className={css.list} onKeyDown={move}>
      {tabs.map((tab) => (
        <button
          key={tab}
          id={tabId(tab)}
          type="button"
          role="tab"
          className={css.tab}
          data-tab={tab}
          aria-selected={tab === current}
          aria-controls={tab === current ? PANEL_ID : undefined}
          tabIndex={tab === current ? 0 : -1}
          onClick={() => ui.turnTo(tab)}
        >
          {LABELS[tab]}
          {Boolean(news[tab]) && <span className={css.news}>{news[tab]}</span>}
          {Boolean(news[tab]) && <span className="unseen"> new</span>}
        </button>
      ))}
    </div>
  );
}
