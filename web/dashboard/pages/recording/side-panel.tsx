import type { RecordingView } from '../../../../wire/http.ts';
import { watchPath } from '../../../lib/api.ts';
import type { Player } from '../../../player/player.ts';
import { Tabs } from '../../../ui/tabs.tsx';
import { ChatTab } from './chat-tab.tsx';
import { NotesTab } from './notes-tab.tsx';
import { PeopleTab } from './people-tab.tsx';
import css from './side.module.css';
import { TracksTab } from './tracks-tab.tsx';

export const SIDE_TABS = ['notes', 'chat', 'people', 'tracks'] as const;
export type SideTab = (typeof SIDE_TABS)[number];

interface SidePanelProps {
  view: RecordingView;
  player: Player;
  tab: SideTab;
  onTab: (tab: SideTab) => void;
  notingAt: number | null;
  onNoting: (atMs: number | null) => void;
}

/** What was written and who was in, beside the picture. */
export function SidePanel({ view, player, tab, onTab, notingAt, onNoting }: SidePanelProps) {
  const { playback } = player;
  const href = (tab: SideTab) => `${watchPath(view.id)}?tab=${tab}`;
  return (
    <div className={css.side}>
      <div className={css.inner}>
        <Tabs
          label="Beside the recording"
          tabs={[
            { key: 'notes', label: 'Notes', href: href('notes'), count: view.notes.length },
            { key: 'chat', label: 'Chat', href: href('chat'), count: view.chat.length },
            { key: 'people', label: 'People', href: href('people'), count: view.people.length },
            { key: 'tracks', label: 'Tracks', href: href('tracks'), count: view.tracks.length },
          ]}
          current={tab}
          onChange={onTab}
        >
          {tab === 'notes' && <NotesTab view={view} player={player} notingAt={notingAt} onNoting={onNoting} />}
          {tab === 'chat' && <ChatTab view={view} playback={playback} />}
          {tab === 'people' && <PeopleTab view={view} playback={playback} />}
          {tab === 'tracks' && <TracksTab view={view} />}
        </Tabs>
      </div>
    </div>
  );
}
