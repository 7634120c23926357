/** Runs in the page before anything else: its camera flashes white and its microphone beeps at the same moment, once a second. */
export function flashInsteadOfCamera(): void {
  const [ON, EVERY, HZ, FRAME_MS] = [0.1, 1, 1_000, 40];
  let source: { flash: MediaStreamTrack; beep: MediaStreamTrack } | null = null;

  function open(): { flash: MediaStreamTrack; beep: MediaStreamTrack } {
    const context = new AudioContext({ sampleRate: 48_000 });
    const out = new MediaStreamAudioDestinationNode(context);
    const tone = new OscillatorNode(context, { frequency: HZ });
    const level = new GainNode(context, { gain: 0 });
    tone.connect(level).connect(out);
    tone.start();
    const canvas = new OffscreenCanvas(640, 360);
    const drawing = canvas.getContext('2d');
    const flash = new MediaStreamTrackGenerator({ kind: 'video' });
    const [beep] = out.stream.getAudioTracks();
    if (!drawing || !beep) throw new Error('no flash, no beep');
    const writer = flash.writable.getWriter();
    let next = Math.ceil(context.currentTime) + 1;
    let until = 0;
    let shown = 0;
    let isOn = false;
    setInterval(() => {
      const now = context.currentTime;
      // In one go: should the machine be late, flash and beep are late together.
      if (now >= next) {
        level.gain.setValueAtTime(0.8, now);
        level.gain.setValueAtTime(0, now + ON);
        until = now + ON;
        next = Math.floor(now) + EVERY;
      }
      const flashes = now < until;
      // Like a camera, 25 a second; but the flash comes when it is due.
      if (flashes === isOn && performance.now() - shown < FRAME_MS) return;
      isOn = flashes;
      shown = performance.now();
      drawing.fillStyle = flashes ? '#ffffff' : `hsl(${(shown / 50) % 360} 20% 35%)`;
      drawing.fillRect(0, 0, canvas.width, canvas.height);
      const frame = new VideoFrame(canvas, { timestamp: shown * 1_000, alpha: 'discard' });
      writer.write(frame).catch(() => frame.close());
    }, 4);
    return { flash, beep };
  }

  navigator.mediaDevices.getUserMedia = async ({ audio, video } = {}) => {
    source ??= open();
    const tracks = [audio ? source.beep : null, video ? source.flash : null];
    return new MediaStream(tracks.flatMap((track) => (track ? [track.clone()] : [])));
  };
}
