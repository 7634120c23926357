import type { Page } from '@playwright/test';

export interface Sound {
  /** The speaker that it really went to. */
  sinkId: string;
  tones: number;
  /** The context that made it was not suspended. */
  running: boolean;
}

declare global {
  interface Window {
    sounds: Sound[];
  }
}

export const heard = (page: Page): Promise<Sound[]> => page.evaluate(() => window.sounds);

/** In the page: remembers each made sound that really began to play. People's voices are played from elements, too, but not made of tones. */
export function listenForSounds(): void {
  window.sounds = [];
  const tones = new WeakMap<BaseAudioContext, number>();
  const contexts = new Map<MediaStream, AudioContext>();
  const [RealContext, RealTone, RealAudio] = [window.AudioContext, window.OscillatorNode, window.Audio];
  window.AudioContext = class extends RealContext {
    override createMediaStreamDestination(): MediaStreamAudioDestinationNode {
      const node = super.createMediaStreamDestination();
      contexts.set(node.stream, this);
      return node;
    }
  };
  window.OscillatorNode = class extends RealTone {
    override start(when?: number): void {
      tones.set(this.context, (tones.get(this.context) ?? 0) + 1);
      super.start(when);
    }
  };
  window.Audio = class extends RealAudio {
    constructor(source?: string) {
      super(source);
      const play = this.play.bind(this);
      this.play = async () => {
        await play();
        const context = this.srcObject instanceof MediaStream ? contexts.get(this.srcObject) : undefined;
        const made = context && tones.get(context);
        if (made) window.sounds.push({ sinkId: this.sinkId, tones: made, running: context.state === 'running' });
      };
    }
  };
}
