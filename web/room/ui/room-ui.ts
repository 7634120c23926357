import { createContext, use, useMemo, useState } from 'react';
import type { RoomStore } from '../state.ts';

export const PANEL_TABS = ['people', 'chat', 'backroom', 'notes'] as const;
export type PanelTab = (typeof PANEL_TABS)[number];

/** What lies over the stage: one thing at a time. The side panel stands beside it. */
export type Over = 'leave' | 'shortcuts' | null;

/** What is open in the room, and how any part opens something else. */
export interface RoomUi {
  panel: PanelTab | null;
  over: Over;
  /** Rises whenever somebody asks for a tab: the focus then goes into it. */
  asked: number;
  /** The note that is being edited. */
  editing: string | null;
  /** Opens the side panel on this tab, with the focus in it. */
  showPanel: (tab: PanelTab, editing?: string) => void;
  /** Another tab of the open panel; the focus stays where it is. */
  turnTo: (tab: PanelTab) => void;
  /** Edits this note in the tab 'Notes'; null: none. */
  edit: (note: string | null) => void;
  closePanel: () => void;
  togglePeople: () => void;
  /** Opens the chat that has something new, else the one that was open last. */
  toggleChat: () => void;
  leave: () => void;
  help: () => void;
}

export const RoomUiContext = createContext<RoomUi | null>(null);

export function useRoomUi(): RoomUi {
  const ui = use(RoomUiContext);
  if (!ui) throw new Error('outside of RoomUiContext');
  return ui;
}

interface Shown {
  panel: PanelTab | null;
  asked: number;
  editing: string | null;
  /** The chat that was open last. */
  chat: 'chat' | 'backroom';
}

/** `onLeave`: what 'Leave' does; it differs by role. */
export function useRoomUiState(
  store: RoomStore,
  over: Over,
  setOver: (over: Over) => void,
  onLeave: () => void,
): RoomUi {
  const [shown, setShown] = useState<Shown>({ panel: null, asked: 0, editing: null, chat: 'chat' });
  return useMemo(() => {
    const show = (panel: PanelTab | null, asks: boolean, editing: string | null = null) =>
      setShown((before) => ({
        panel,
        editing,
        asked: before.asked + (asks ? 1 : 0),
        chat: panel === 'chat' || panel === 'backroom' ? panel : before.chat,
      }));
    const isChat = shown.panel === 'chat' || shown.panel === 'backroom';
    return {
      panel: shown.panel,
      asked: shown.asked,
      editing: shown.editing,
      over,
      showPanel: (tab, editing) => show(tab, true, editing ?? null),
      turnTo: (tab) => show(tab, false),
      edit: (editing) => setShown((before) => ({ ...before, editing })),
      closePanel: () => show(null, false),
      togglePeople: () => show(shown.panel === 'people' ? null : 'people', true),
      toggleChat: () => show(isChat ? null : chatWithNews(store, shown.chat), true),
      leave: onLeave,
      help: () => setOver('shortcuts'),
    };
  }, [shown, over, setOver, onLeave, store]);
}

function chatWithNews(store: RoomStore, last: Shown['chat']): Shown['chat'] {
  const { all, backroom } = store.get().chat.unread;
  if (all > 0 === backroom > 0) return last;
  return all > 0 ? 'chat' : 'backroom';
}
