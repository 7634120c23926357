/** What a page sees and hears of one track that it follows. */
export interface Playback {
  kind: string;
  /** Pictures shown (requestVideoFrameCallback). */
  shown: number;
  framesDecoded: number;
  frameWidth: number;
  /** Since the start, of what was received: more than 0 means that somebody is heard. */
  audioEnergy: number;
  codec: string;
}

const shownFrames = new Map<string, number>();

/** Plays a track in the page, and counts its pictures under `name`. */
export function play(name: string, track: MediaStreamTrack): void {
  const element = document.createElement(track.kind === 'video' ? 'video' : 'audio');
  element.autoplay = true;
  element.muted = track.kind === 'video';
  element.srcObject = new MediaStream([track]);
  document.body.append(element);
  shownFrames.set(name, 0);
  if (!(element instanceof HTMLVideoElement)) return;
  const count = (): void => {
    shownFrames.set(name, (shownFrames.get(name) ?? 0) + 1);
    element.requestVideoFrameCallback(count);
  };
  element.requestVideoFrameCallback(count);
}

export async function playbackOf(name: string, receiver: RTCRtpReceiver): Promise<Playback> {
  const report = await receiver.getStats();
  const playback: Playback = {
    kind: receiver.track.kind,
    shown: shownFrames.get(name) ?? 0,
    framesDecoded: 0,
    frameWidth: 0,
    audioEnergy: 0,
    codec: '',
  };
  for (const [, stats] of report as unknown as Map<string, Record<string, unknown>>) {
    if (stats['type'] === 'codec') playback.codec = String(stats['mimeType']);
    if (stats['type'] !== 'inbound-rtp') continue;
    playback.framesDecoded = Number(stats['framesDecoded'] ?? 0);
    playback.frameWidth = Number(stats['frameWidth'] ?? 0);
    playback.audioEnergy = Number(stats['totalAudioEnergy'] ?? 0);
  }
  return playback;
}
