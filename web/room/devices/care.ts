import type { MediaClient } from '../media/client.ts';
import type { Said } from '../notices.ts';
import type { RoomActions, RoomState } from '../state.ts';
import type { Watched } from '../store.ts';
import { say } from '../store.ts';
import type { Device, Newcomer } from './newcomers.ts';
import { isSpeakerGone, newcomer } from './newcomers.ts';
import { watchEcho } from './watch-echo.ts';
import { watchMuted } from './watch-muted.ts';
import { watchPaused } from './watch-paused.ts';

export interface CareParts {
  room: Watched<RoomState>;
  actions: Pick<RoomActions, 'useDevice' | 'resume'> & { ended: (kind: 'mic' | 'cam') => void };
  media: Pick<MediaClient, 'levels' | 'ownLevel'>;
  /** Plays voices that the system has paused. */
  replay: () => Promise<void>;
}

/**
 * Looks after the own devices while one is in the room: says what happened to them and offers the way out. Nothing changes
 * silently but a device that is gone, for which the default steps in. Returns how to stop.
 */
export function careForDevices({ room, actions, media, replay }: CareParts): () => void {
  const devices: MediaDevices | undefined = navigator.mediaDevices;
  let known: readonly Device[] = [];
  const tell = (said: Said) => room.update((state) => (state.phase.kind === 'in' ? say(state, said) : state));
  const forget = (what: string) => (error: unknown) => console.warn(what, error);

  async function look(): Promise<void> {
    const found = (await devices?.enumerateDevices()) ?? [];
    const came = newcomer(known, found);
    known = found;
    const { speaker, view, phase } = room.get();
    if (phase.kind !== 'in') return;
    if (isSpeakerGone(speaker, found)) {
      room.update((state) => ({ ...state, speaker: '' }));
      tell({ text: 'Your speaker was disconnected. Sound now comes from the default one.', tone: 'info' });
    }
    const watchOnly = view.seat.role === 'guest' && view.guestPolicy === 'watch';
    if (came && (!watchOnly || came.speaker !== undefined)) offer(came, watchOnly);
  }

  function offer(came: Newcomer, speakerOnly: boolean): void {
    const run = () => {
      for (const kind of speakerOnly ? (['speaker'] as const) : (['mic', 'cam', 'speaker'] as const)) {
        const id = came[kind];
        if (id !== undefined) actions.useDevice(kind, id).catch(sayRefusal);
      }
    };
    tell({ text: `${came.label} is connected`, tone: 'info', action: { label: 'Use it', run } });
  }

  function sayRefusal(error: unknown): void {
    tell({ text: error instanceof Error ? error.message : 'That device did not start.', tone: 'trouble' });
  }

  /** After sleep or another app: what ended without a word is mended, what was paused plays again. */
  function wake(): void {
    if (document.visibilityState !== 'visible') return;
    const { own } = room.get();
    for (const kind of ['mic', 'cam'] as const) if (own[kind]?.readyState === 'ended') actions.ended(kind);
    replay().catch(forget('Not played again'));
  }

  const looks = () => void look().catch(forget('Devices not listed'));
  const stopPaused = watchPaused(room, () => {
    const run = () => void actions.resume().catch(sayRefusal);
    // The same words for both: a phone call takes both, and that is one thing to be told.
    tell({
      text: 'Your device has paused your camera or microphone',
      tone: 'trouble',
      action: { label: 'Resume', run },
    });
  });
  const isTouch = matchMedia('(pointer: coarse)').matches;
  const stopMuted = watchMuted(room, () =>
    tell({ text: `You are muted. ${isTouch ? 'Tap the microphone' : 'Press M'} to speak.`, tone: 'info' }),
  );
  const stopEcho = watchEcho(room, media, () =>
    tell({
      text: 'The others may hear themselves through your speaker. Headphones help, or a lower volume.',
      tone: 'info',
    }),
  );
  devices?.addEventListener('devicechange', looks);
  document.addEventListener('visibilitychange', wake);
  looks();
  return () => {
    devices?.removeEventListener('devicechange', looks);
    document.removeEventListener('visibilitychange', wake);
    stopPaused();
    stopMuted();
    stopEcho();
  };
}
