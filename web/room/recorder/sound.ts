/** The recording's sound: what AAC-LC in every player takes without a second thought. Hz, channels, bits a second. */
export const SAMPLE_RATE = 48_000;
export const CHANNELS = 2;
export const SOUND_BITRATE = 128_000;

/** Frames that leave the worklet at a time: one AAC-LC frame (ISO/IEC 14496-3 4.5.2.1.1), 21 ms. */
export const SOUND_BLOCK = 1024;
