import type RealtimeKitClient from '@cloudflare/realtimekit';
import type { RTKParticipant } from '@cloudflare/realtimekit';
import { numberOfKitId } from '../../../../wire/kit.ts';
import type { TrackKind } from '../../../../wire/words.ts';

/** The others' tracks in the meeting, by their numbers in the room. */
export interface Others {
  onTrack: (n: number, kind: TrackKind, track: MediaStreamTrack | null) => void;
  /** Says all of them again. */
  again: () => void;
  all: () => [n: number, participant: RTKParticipant][];
  close: () => void;
}

const KINDS = ['mic', 'cam', 'screen', 'screen_audio'] as const;

export function watchOthers({ participants }: RealtimeKitClient, onTrack: Others['onTrack']): Others {
  const { joined } = participants;
  let isOver = false;

  /** Somebody who came in anew is there twice for a moment: the newer one counts. */
  function all(): [number, RTKParticipant][] {
    const found = new Map<number, RTKParticipant>();
    for (const participant of joined.toArray()) {
      const n = numberOfKitId(participant.customParticipantId);
      if (n !== null) found.set(n, participant);
    }
    return [...found];
  }

  function say(n: number, participant: RTKParticipant): void {
    for (const kind of KINDS) onTrack(n, kind, trackOf(participant, kind));
  }

  function update(participant: RTKParticipant): void {
    const n = numberOfKitId(participant.customParticipantId);
    const newest = all().find(([other]) => other === n)?.[1];
    if (!isOver && n !== null && newest?.id === participant.id) say(n, participant);
  }

  function left(participant: RTKParticipant): void {
    const n = numberOfKitId(participant.customParticipantId);
    if (isOver || n === null) return;
    const stays = all().find(([other, one]) => other === n && one.id !== participant.id)?.[1];
    if (stays) say(n, stays);
    else for (const kind of KINDS) onTrack(n, kind, null);
  }

  const again = () => all().forEach(([n, participant]) => say(n, participant));
  joined.on('participantJoined', update);
  joined.on('participantLeft', left);
  for (const event of ['audioUpdate', 'videoUpdate', 'screenShareUpdate'] as const) joined.on(event, update);
  return {
    onTrack,
    again,
    all,
    close() {
      isOver = true;
    },
  };
}

function trackOf(participant: RTKParticipant, kind: TrackKind): MediaStreamTrack | null {
  const { audioEnabled, videoEnabled, screenShareEnabled, screenShareTracks } = participant;
  switch (kind) {
    case 'mic':
      return audioEnabled ? (participant.audioTrack ?? null) : null;
    case 'cam':
      return videoEnabled ? (participant.videoTrack ?? null) : null;
    case 'screen':
      return screenShareEnabled ? (screenShareTracks?.video ?? null) : null;
    case 'screen_audio':
      return screenShareEnabled ? (screenShareTracks?.audio ?? null) : null;
    default:
      return kind satisfies never;
  }
}
