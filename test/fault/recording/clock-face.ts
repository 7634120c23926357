/** The clock that stands in for a camera: the machine's time as a grid of dark and bright cells, and whose it is. */
export const FACE = {
  columns: 8,
  rows: 4,
  /** Where the grid lies in the picture, shares of its width and height: clear of the name at the lower left. */
  left: 0.1,
  top: 0.1,
  width: 0.8,
  height: 0.62,
  /** Time is told in steps of this, ms. */
  unit: 10,
  /** It is drawn this often, ms: three people with their own computers share one here. */
  every: 80,
} as const;

/** The steps in 24 bits: 46 hours, then it begins anew. */
const TURN = 2 ** 24;
const BAND = 8;

export interface Told {
  person: number;
  /** UTC ms. */
  at: number;
}

/** What the 32 cells say, first cell highest: 24 bits of time, 3 of the person, 5 to check them. Null when they are no clock's. `near`: UTC ms. */
export function readFace(word: number, near: number): Told | null {
  const told = Math.floor(word / 32);
  // Nobody is person 0: a picture that is all dark would be told so.
  if (checkOf(told) !== word % 32 || told % BAND === 0) return null;
  const base = Math.floor(near / FACE.unit) - TURN / 2;
  const steps = ((Math.floor(told / BAND) - base) % TURN) + TURN;
  return { person: told % BAND, at: (base + (steps % TURN)) * FACE.unit };
}

export const checkOf = (told: number): number => Math.imul(told, 0x9e3779b1) >>> 27;

/** Runs in the page before anything else: its camera shows the clock, its microphone says each second by a tone, or nothing. */
export function wearClock({ face, person, speaks, tones }: Worn): void {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [640, 360];
  const drawing = canvas.getContext('2d', { alpha: false });
  const sound = new AudioContext();
  const volume = new GainNode(sound, { gain: 0.4 });
  let spoken = 0;

  function draw(): void {
    if (!drawing) return;
    const told = (Math.floor(Date.now() / face.unit) % 2 ** 24) * 8 + person;
    const word = told * 32 + (Math.imul(told, 0x9e3779b1) >>> 27);
    const bits = word.toString(2).padStart(32, '0');
    drawing.fillStyle = '#808080';
    drawing.fillRect(0, 0, canvas.width, canvas.height);
    const [width, height] = [
      (canvas.width * face.width) / face.columns,
      (canvas.height * face.height) / face.rows,
    ] as const;
    [...bits].forEach((bit, cell) => {
      drawing.fillStyle = bit === '1' ? '#f0f0f0' : '#101010';
      const left = canvas.width * face.left + (cell % face.columns) * width;
      const top = canvas.height * face.top + Math.floor(cell / face.columns) * height;
      drawing.fillRect(left, top, width, height);
    });
  }

  /** The tone of the next second is ordered a little before it begins. */
  function speak(): void {
    const second = Math.floor(Date.now() / 1000) + 1;
    if (sound.state !== 'running' || second === spoken) return;
    spoken = second;
    const at = sound.currentTime + second - Date.now() / 1000;
    const tone = new OscillatorNode(sound, { frequency: tones[second % tones.length] ?? 0 });
    tone.connect(volume);
    tone.start(at);
    tone.stop(at + 0.15);
  }

  setInterval(draw, face.every);
  if (speaks) setInterval(speak, 100);
  document.addEventListener('click', () => void sound.resume());
  const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (wanted) => {
    const stream = await real(wanted);
    for (const track of stream.getTracks()) {
      track.stop();
      stream.removeTrack(track);
      if (track.kind === 'video') for (const one of canvas.captureStream(25).getTracks()) stream.addTrack(one);
      else {
        const mic = new MediaStreamAudioDestinationNode(sound);
        volume.connect(mic);
        for (const one of mic.stream.getTracks()) stream.addTrack(one);
      }
    }
    return stream;
  };
}

export interface Worn {
  face: typeof FACE;
  /** 1 to 7. */
  person: number;
  speaks: boolean;
  /** Hz, one for each second in turn. */
  tones: readonly number[];
}
