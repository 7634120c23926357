import { openDelayLine } from './delay-line.ts';
import { SILENT, VOICE_WAIT_MAX, VOICES_WAIT } from './sound.ts';

/** A voice is looked at this often, ms. */
const LOOK_EVERY = 1_000;
/**
 * And begun anew after this long at the soonest, ms: soon at first, while a call that has just begun makes every track stand still, then
 * after twice as long each time.
 */
const [FRESH_FIRST, FRESH_MOST] = [2_000, 16_000];
/** Samples that are looked back at: a third of a second, as long as a breath between two sentences. */
const LOOK_BACK = 16_384;

/** One voice on its way into the mix. */
export interface VoiceInput {
  track: MediaStreamTrack;
  /** It comes so many ms later than its picture. */
  setLag(lag: number | undefined): void;
  /** Drops what has queued up. */
  renew(): void;
  close(): void;
}

/**
 * Between a track and the mix the browser keeps a queue that only grows: whenever the track has stood still for a moment and caught
 * up, its voice is that much later from then on, and nobody is told. So it is begun anew, while nobody would hear it.
 */
export function openVoiceInput(
  context: AudioContext,
  node: AudioNode,
  track: MediaStreamTrack,
  copyOf: (track: MediaStreamTrack) => MediaStreamTrack,
): VoiceInput {
  // Chromium decodes a far person's voice only for a media element; a muted one will do.
  const player = new Audio();
  player.muted = true;
  player.srcObject = new MediaStream([track]);
  const line = openDelayLine(context, node, VOICE_WAIT_MAX);
  const analyser = new AnalyserNode(context, { fftSize: LOOK_BACK });
  const samples = new Float32Array(LOOK_BACK);
  let source = open();
  let freshAt = performance.now();
  let freshFor = FRESH_FIRST;

  /**
   * Of a copy, which can be stopped: a source that is no longer heard goes on taking sound in otherwise, until the browser's memory
   * is swept.
   */
  function open(): { node: AudioNode; copy: MediaStreamTrack } {
    const copy = copyOf(track);
    const opened = context.createMediaStreamSource(new MediaStream([copy]));
    opened.connect(line.input);
    opened.connect(analyser);
    return { node: opened, copy };
  }

  function shut(): void {
    source.node.disconnect();
    source.copy.stop();
  }

  function renew(): void {
    shut();
    source = open();
    freshAt = performance.now();
  }

  function isSilent(): boolean {
    analyser.getFloatTimeDomainData(samples);
    return samples.every((sample) => Math.abs(sample) < SILENT);
  }

  const looking = setInterval(() => {
    if (performance.now() - freshAt < freshFor || !isSilent()) return;
    freshFor = Math.min(FRESH_MOST, freshFor * 2);
    renew();
  }, LOOK_EVERY);

  return {
    track,
    setLag: (lag = 0) => line.hold(VOICES_WAIT - lag / 1_000),
    renew() {
      freshFor = FRESH_FIRST;
      renew();
    },
    close() {
      clearInterval(looking);
      shut();
      line.close();
      player.srcObject = null;
    },
  };
}
