import { canEncodeAudio } from 'mediabunny';
import { canRecord } from './can-record.ts';
import { CHANNELS, SAMPLE_RATE, SOUND_BITRATE } from './sound.ts';

const PARTS = ['AudioWorkletNode', 'indexedDB', 'Worker', 'WebAssembly'];

/** Whether this browser can record its person's voice. A phone's can when it has an AAC encoder: bringing one along would warm its owner's hand. */
export async function canVoice(): Promise<boolean> {
  if (!PARTS.every((part) => part in globalThis) || !('locks' in navigator)) return false;
  const wanted = { numberOfChannels: CHANNELS, sampleRate: SAMPLE_RATE, bitrate: SOUND_BITRATE };
  return !isPhone() || canEncodeAudio('aac', wanted);
}

/** Whether it can record its person's camera, too. A phone has a second encoder at work already: the call's. */
export const canCamera = async (): Promise<boolean> => !isPhone() && (await canRecord());

const isPhone = (): boolean => matchMedia('(pointer: coarse) and (max-width: 800px)').matches;
