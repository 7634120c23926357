import { AudioLines, MonitorUp, TriangleAlert, WifiOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { useEffect, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { attempt, useRoom, useStore } from './room-context.ts';
import css from './stage-banner.module.css';

/** A connection weak for so long will not mend by itself, ms. */
const OFFER_AFTER = 20_000;

/** What the browser shares, in words; browsers that do not tell share "your screen". */
const SHARED: Partial<Record<string, string>> = { monitor: 'your whole screen', window: 'a window', browser: 'a tab' };

/** Above the stage: what one does that the others notice and one may forget, and the ways out of a weak or a lost connection. */
export function StageBanner() {
  return (
    <>
      <NoMedia />
      <Sharing />
      <AudioFirst />
    </>
  );
}

/** The chat needs the Room only, and the Room is there. */
const STILL_HERE = 'You are still in the room and can write in the chat.';
const NO_MEDIA = {
  unreachable: `The video service does not answer, so there is no picture and no sound. ${STILL_HERE} We keep trying.`,
  denied: `The video service does not let us in, so there is no picture and no sound. ${STILL_HERE}`,
} as const;
/** Who can do something about it, or knows who can. */
const RENEW = ' Tell whoever runs your Fieldroom: its key to the video service is no longer accepted.';

function NoMedia() {
  const store = useStore();
  const connection = useRoom((state) => state.connection);
  const isHost = useRoom((state) => state.view.seat.role === 'researcher');
  if (connection !== 'unreachable' && connection !== 'denied') return null;
  const text = NO_MEDIA[connection] + (connection === 'denied' && isHost ? RENEW : '');
  return (
    <Banner icon={<WifiOff />} text={text} isLong>
      <Button size="s" onClick={store.retryMedia}>
        Try again
      </Button>
    </Banner>
  );
}

function Sharing() {
  const store = useStore();
  const track = useRoom((state) => state.own.screen);
  if (!track) return null;
  const what = SHARED[track.getSettings().displaySurface ?? ''] ?? 'your screen';
  return (
    <Banner icon={<MonitorUp />} text={`You are sharing ${what}`}>
      <Button size="s" kind="danger" onClick={() => attempt(store.setScreen(false))}>
        Stop sharing
      </Button>
    </Banner>
  );
}

function AudioFirst() {
  const store = useStore();
  const saveData = useRoom((state) => state.saveData);
  const records = useRoom((state) => state.recorder?.active === true);
  const offered = useOffer();
  if (saveData) {
    return (
      <Banner icon={<AudioLines />} text="Audio first: you do not receive the cameras of the others">
        <Button size="s" onClick={() => store.setSaveData(false)}>
          Show cameras
        </Button>
      </Banner>
    );
  }
  // Whoever records needs the cameras for the recording.
  if (!offered || records) return null;
  return (
    <Banner icon={<TriangleAlert />} text="Your connection is weak. Turn to audio first?">
      <Button size="s" kind="primary" onClick={() => store.setSaveData(true)}>
        Audio first
      </Button>
      <Button size="s" kind="bare" onClick={offered.dismiss}>
        Not now
      </Button>
    </Banner>
  );
}

/** Offered once the connection has been weak for long; who said no is not asked again in this call. */
function useOffer(): { dismiss: () => void } | null {
  const weak = useRoom((state) => state.connection === 'weak');
  const [state, setState] = useState<'waiting' | 'offered' | 'dismissed'>('waiting');
  useEffect(() => {
    if (!weak) return undefined;
    const timer = setTimeout(() => setState((now) => (now === 'waiting' ? 'offered' : now)), OFFER_AFTER);
    return () => {
      clearTimeout(timer);
      setState((now) => (now === 'offered' ? 'waiting' : now));
    };
  }, [weak]);
  return state === 'offered' ? { dismiss: () => setState('dismissed') } : null;
}

interface BannerParts {
  icon: ReactNode;
  text: string;
  /** More than a line: on a phone its ways stand below it. */
  isLong?: boolean;
  children: ReactNode;
}

function Banner({ icon, text, isLong, children }: BannerParts) {
  return (
    <section className={css.banner} data-long={isLong} aria-label={text}>
      {icon}
      <output>{text}</output>
      <span className={css.ways}>{children}</span>
    </section>
  );
}
