/** The recording's sound: what AAC-LC in every player takes without a second thought. Hz, channels, bits a second. */
export const SAMPLE_RATE = 48_000;
export const CHANNELS = 2;
export const SOUND_BITRATE = 128_000;

/**
 * Seconds by which voices are held back, and pictures set later to match: so much room there is to bring a voice forward that
 * comes later than its picture. What is not encoded yet is lost in a crash, so it is no more than that.
 */
export const VOICES_WAIT = 0.12;
/** The longest that a voice is held back which comes earlier than its picture, seconds. */
export const VOICE_WAIT_MAX = 0.75;

/** Frames that leave the worklet at a time: one AAC-LC frame (ISO/IEC 14496-3 4.5.2.1.1), 21 ms. */
export const SOUND_BLOCK = 1024;
