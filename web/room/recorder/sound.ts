/** The recording's sound: what AAC-LC in every player takes without a second thought. Hz, channels, bits a second. */
export const SAMPLE_RATE = 48_000;
export const CHANNELS = 2;
export const SOUND_BITRATE = 128_000;

/** Nobody speaks below this amplitude (-50 dBFS). */
export const SILENT = 0.003;

/** Frames that leave the worklet at a time: one AAC-LC frame (ISO/IEC 14496-3 4.5.2.1.1), 21 ms. */
export const SOUND_BLOCK = 1024;

/**
 * Seconds by which voices are held back: so much room there is to bring one forward that comes later than its picture, as voices do by
 * 0.2 to 0.4 s on a busy computer in the first seconds of a call. The sound of it is not encoded yet, and lost in a crash.
 */
export const VOICES_WAIT = (16 * SOUND_BLOCK) / SAMPLE_RATE;
/** The longest that a voice is held back which comes earlier than its picture, seconds. */
export const VOICE_WAIT_MAX = 0.9;
