import { canEncodeAudio } from 'mediabunny';
import { CHANNELS, SAMPLE_RATE, SOUND_BITRATE } from './sound.ts';

const PARTS = ['AudioWorkletNode', 'indexedDB', 'Worker', 'WebAssembly'];

/** Whether this browser can record its person's voice. A phone's can when it has an AAC encoder: bringing one along would warm its owner's hand. */
export async function canVoice(): Promise<boolean> {
  if (!PARTS.every((part) => part in globalThis) || !('locks' in navigator)) return false;
  const isPhone = matchMedia('(pointer: coarse) and (max-width: 800px)').matches;
  const wanted = { numberOfChannels: CHANNELS, sampleRate: SAMPLE_RATE, bitrate: SOUND_BITRATE };
  return !isPhone || canEncodeAudio('aac', wanted);
}
