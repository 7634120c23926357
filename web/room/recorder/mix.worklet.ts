import { createFill } from './fill.ts';
import type { ClockMessage, FromMix, SoundMessage, ToMix } from './messages.ts';
import { CHANNELS, SAMPLE_RATE, SILENT, SOUND_BLOCK, VOICES_WAIT } from './sound.ts';

/** What an AudioWorkletGlobalScope has (Web Audio API 1.32); the DOM's types do not know it. */
declare abstract class AudioWorkletProcessor {
  readonly port: MessagePort;
  abstract process(inputs: Float32Array[][], outputs: Float32Array[][]): boolean;
}
/** Of the first frame of this quantum, seconds. */
declare const currentTime: number;
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;

/** What is mixed while the voices that are held back are still on their way: whole blocks. */
const EMPTY_FRAMES = Math.round(VOICES_WAIT * SAMPLE_RATE);

/**
 * Counts every frame of the mix and sends it on: silence when nobody speaks, and where the sound stood still. What comes before the
 * first voice can is left out, so that the sound begins with what was said when the mix began.
 */
class Mix extends AudioWorkletProcessor {
  private block = new Float32Array(CHANNELS * SOUND_BLOCK);
  private filled = 0;
  private mixed = 0;
  private to: { sound: MessagePort; clock: MessagePort } | null = null;
  private begun = false;
  /** Frames still to be sent: what was said last is on its way while voices are held back. */
  private left = Infinity;
  private readonly fill = createFill();

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<ToMix>) => {
      if (data.kind === 'start') this.to = { sound: data.sound, clock: data.clock };
      else if (data.kind === 'fill') this.fill.owe(data.frames);
      else this.left = EMPTY_FRAMES;
    };
  }

  process(inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    if (this.left <= 0) return false;
    if (!this.to) return this.left === Infinity;
    if (!this.begun) this.port.postMessage({ at: currentTime } satisfies FromMix);
    this.begun = true;
    const frames = outputs[0]?.[0]?.length ?? 0;
    const left = inputs[0]?.[0];
    const right = inputs[0]?.[1] ?? left;
    // SOUND_BLOCK is a multiple of the render quantum (128), so a quantum never straddles two blocks.
    if (left && right) {
      this.block.set(left, this.filled);
      this.block.set(right, SOUND_BLOCK + this.filled);
    }
    this.filled += frames;
    if (this.filled >= SOUND_BLOCK) this.send();
    this.left -= frames;
    if (this.left > 0) return true;
    this.end();
    return false;
  }

  private send(): void {
    if (!this.to || this.filled === 0) return;
    const [block, frames] = [this.block, this.filled];
    this.block = new Float32Array(CHANNELS * SOUND_BLOCK);
    this.filled = 0;
    const planar =
      frames === SOUND_BLOCK
        ? block
        : new Float32Array([...block.subarray(0, frames), ...block.subarray(SOUND_BLOCK, SOUND_BLOCK + frames)]);
    const blocks = this.fill.after(() => planar.every((sample) => Math.abs(sample) < SILENT));
    if (blocks >= 0) this.pass(planar, frames);
    for (let more = 0; more < blocks; more++) this.pass(new Float32Array(CHANNELS * SOUND_BLOCK), SOUND_BLOCK);
    const heard: ClockMessage = { frames: this.mixed, filled: this.fill.given(), at: Date.now() };
    this.to.clock.postMessage(heard);
  }

  private pass(planar: Float32Array<ArrayBuffer>, frames: number): void {
    this.mixed += frames;
    const message: SoundMessage = { kind: 'sound', planar, frames };
    if (this.mixed > EMPTY_FRAMES) this.to?.sound.postMessage(message, [planar.buffer]);
  }

  private end(): void {
    this.send();
    const message: SoundMessage = { kind: 'end' };
    this.to?.sound.postMessage(message);
  }
}

registerProcessor('fieldroom-mix', Mix);
