import type { RoomState } from './state.ts';
import type { Watched } from './store.ts';

export interface AudioOut {
  /** Plays what the browser held back; call it from a tap. */
  unblock: () => Promise<void>;
  /** Plays again what the system has paused (a phone call, a tab that was asleep). */
  replay: () => Promise<void>;
  close: () => void;
}

/** Plays every remote voice and shared sound on the chosen speaker, one audio element each. */
export function playVoices(room: Watched<RoomState>): AudioOut {
  const players = new Map<string, HTMLAudioElement>();
  let tracks: RoomState['tracks'] | null = null;
  let speaker = '';

  function keepUp(): void {
    const state = room.get();
    if (state.tracks !== tracks) {
      tracks = state.tracks;
      follow(tracks);
    }
    if (state.speaker !== speaker) {
      speaker = state.speaker;
      for (const player of players.values()) choose(player);
    }
  }

  function follow(tracks: RoomState['tracks']): void {
    for (const [key, player] of players) {
      if (holds(player, tracks.get(key as `${number}:mic`))) continue;
      player.srcObject = null;
      players.delete(key);
    }
    for (const [key, track] of tracks) {
      if (track.kind !== 'audio' || players.has(key)) continue;
      const player = new Audio();
      player.srcObject = new MediaStream([track]);
      players.set(key, player);
      if (speaker) choose(player);
      void play(player);
    }
  }

  async function play(player: HTMLAudioElement): Promise<void> {
    try {
      await player.play();
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'NotAllowedError') console.info('A voice ended early', error);
      else room.update((state) => (state.soundBlocked ? state : { ...state, soundBlocked: true }));
    }
  }

  function choose(player: HTMLAudioElement): void {
    // Safari and older Firefox leave the choice of speaker to the system.
    if (!('setSinkId' in player)) return;
    player.setSinkId(speaker).catch((error: unknown) => console.warn('The speaker could not be chosen', error));
  }

  const stop = room.subscribe(keepUp);
  keepUp();
  return {
    async unblock() {
      room.update((state) => ({ ...state, soundBlocked: false }));
      await Promise.all([...players.values()].map(play));
    },
    async replay() {
      await Promise.all([...players.values()].filter((player) => player.paused).map(play));
    },
    close() {
      stop();
      for (const player of players.values()) player.srcObject = null;
      players.clear();
    },
  };
}

function holds(player: HTMLAudioElement, track: MediaStreamTrack | undefined): boolean {
  return track !== undefined && player.srcObject instanceof MediaStream && player.srcObject.getTracks()[0] === track;
}
