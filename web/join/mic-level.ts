/** About 12 readings a second: smooth enough to the eye, hardly any work. ms. */
const EVERY = 80;

interface SampleReader {
  read(): Promise<{ done: boolean; value?: AudioData }>;
  cancel(): Promise<void>;
}
type TrackProcessor = new (init: { track: MediaStreamTrack; maxBufferSize: number }) => {
  readable: { getReader(): SampleReader };
};

/**
 * Tells the loudness of a microphone, 0 to 1. Returns how to stop.
 * Chromium keeps an AudioContext silent until a first click, its track processor not; others have only the context.
 */
export function followLevel(track: MediaStreamTrack, onLevel: (level: number) => void): () => void {
  const processor = (globalThis as { MediaStreamTrackProcessor?: TrackProcessor }).MediaStreamTrackProcessor;
  return processor ? followFrames(new processor({ track, maxBufferSize: 1 }), onLevel) : followGraph(track, onLevel);
}

function followFrames(source: InstanceType<TrackProcessor>, onLevel: (level: number) => void): () => void {
  const reader = source.readable.getReader();
  let timer: ReturnType<typeof setTimeout>;
  const next = async () => {
    const { value, done } = await reader.read();
    if (done || !value) return;
    const samples = new Float32Array(value.numberOfFrames);
    value.copyTo(samples, { planeIndex: 0, format: 'f32-planar' });
    value.close();
    onLevel(loudness(samples));
    timer = setTimeout(next, EVERY);
  };
  void next();
  return () => {
    clearTimeout(timer);
    void reader.cancel();
  };
}

function followGraph(track: MediaStreamTrack, onLevel: (level: number) => void): () => void {
  const context = new AudioContext();
  const analyser = new AnalyserNode(context, { fftSize: 512 });
  context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
  const wake = () => void context.resume();
  addEventListener('pointerdown', wake);
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    onLevel(loudness(samples));
  }, EVERY);
  return () => {
    clearInterval(timer);
    removeEventListener('pointerdown', wake);
    void context.close();
  };
}

/** Root mean square on a decibel scale: -60 dB is 0, -10 dB (loud speech) is 1. */
export function loudness(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  const decibel = 10 * Math.log10(sum / samples.length || 1e-9);
  return Math.min(1, Math.max(0, (decibel + 60) / 50));
}
