import { canEncodeAudio } from 'mediabunny';
import { CHANNELS, SAMPLE_RATE, SOUND_BITRATE } from './sound.ts';

/** Chromium without licensed codecs has no AAC encoder: bring one along (0.5 MB, loaded only then). */
export async function provideAac(): Promise<void> {
  const wanted = { numberOfChannels: CHANNELS, sampleRate: SAMPLE_RATE, bitrate: SOUND_BITRATE };
  if (await canEncodeAudio('aac', wanted)) return;
  const { registerAacEncoder } = await import('@mediabunny/aac-encoder');
  registerAacEncoder();
}
