import {
  Ellipsis,
  Hand,
  Keyboard,
  LayoutGrid,
  MessageSquare,
  Mic,
  MicOff,
  MonitorUp,
  MonitorX,
  Settings,
  Users,
  Video,
  VideoOff,
} from 'lucide-react';
import css from './bar.module.css';
import { BarButton } from './bar-button.tsx';
import { BarMenu } from './bar-menu.tsx';
import { useMayShare } from './may-share.ts';
import { DeviceChoices, MoreItems, ViewChoices } from './parts.ts';
import { attempt, useMayTalk, useRoom, useStore } from './room-context.ts';
import { useRoomUi } from './room-ui.ts';

/** Everything one does oneself, along the bottom. */
export function Bar() {
  const store = useStore();
  const ui = useRoomUi();
  const me = useRoom((state) => state.people.get(state.me));
  const count = useRoom((state) => state.people.size);
  const unread = useRoom(({ chat }) => chat.unread.all + chat.unread.backroom);
  const mayTalk = useMayTalk();
  const mayShare = useMayShare();
  const { mic = false, cam = false, screen = false, hand = false } = me ?? {};

  return (
    <footer className={css.bar}>
      <div className={css.side}>
        {mayTalk && (
          <span className={css.wide}>
            <BarButton label="Devices" icon={<Settings />} popoverTarget="device-menu" aria-haspopup="dialog" quiet />
          </span>
        )}
        <span className={css.wide}>
          <BarButton label="View" icon={<LayoutGrid />} popoverTarget="view-menu" aria-haspopup="dialog" quiet />
        </span>
        <span className={css.wide}>
          <BarButton label="Keyboard shortcuts" hotkey="?" icon={<Keyboard />} onClick={ui.help} quiet />
        </span>
      </div>
      <fieldset className={css.middle} aria-label="Your controls">
        {mayTalk && (
          <>
            <BarButton
              label={mic ? 'Turn microphone off' : 'Turn microphone on'}
              hotkey="M"
              icon={mic ? <Mic /> : <MicOff />}
              off={!mic}
              onClick={() => attempt(store.setMic(!mic))}
            />
            <BarButton
              label={cam ? 'Turn camera off' : 'Turn camera on'}
              hotkey="V"
              icon={cam ? <Video /> : <VideoOff />}
              off={!cam}
              onClick={() => attempt(store.setCam(!cam))}
            />
          </>
        )}
        {mayShare && (
          <BarButton
            label={screen ? 'Stop sharing your screen' : 'Share your screen'}
            icon={screen ? <MonitorX /> : <MonitorUp />}
            active={screen}
            onClick={() => attempt(store.setScreen(!screen))}
          />
        )}
        <span className={mayShare ? css.wide : undefined}>
          <BarButton
            label={hand ? 'Lower your hand' : 'Raise your hand'}
            hotkey="H"
            icon={<Hand />}
            active={hand}
            onClick={() => attempt(store.setHand(!hand))}
          />
        </span>
      </fieldset>
      <div className={css.side} data-end>
        <BarButton
          label={unread > 0 ? `Chat, ${unread} new` : 'Chat'}
          hotkey="C"
          icon={<MessageSquare />}
          {...(unread > 0 && { count: unread, news: true })}
          aria-expanded={ui.panel === 'chat' || ui.panel === 'backroom'}
          onClick={ui.toggleChat}
          quiet
        />
        <span className={css.wide}>
          <BarButton
            label={`People, ${count} here`}
            hotkey="P"
            icon={<Users />}
            count={count}
            aria-expanded={ui.panel === 'people'}
            data-rest
            onClick={ui.togglePeople}
            quiet
          />
        </span>
        <span className={css.small}>
          <BarButton
            label="More"
            icon={<Ellipsis />}
            popoverTarget="more-menu"
            aria-haspopup="dialog"
            data-rest
            quiet
          />
        </span>
        <button type="button" className={css.leave} title="Leave (L)" aria-keyshortcuts="L" onClick={ui.leave}>
          Leave
        </button>
      </div>
      {mayTalk && (
        <BarMenu id="device-menu" label="Devices">
          <DeviceChoices />
        </BarMenu>
      )}
      <BarMenu id="view-menu" label="View">
        <ViewChoices />
      </BarMenu>
      <BarMenu id="more-menu" label="More" isList>
        <MoreItems />
      </BarMenu>
    </footer>
  );
}
