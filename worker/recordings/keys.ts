const DIGITS = 6;

/** What the keys of everything that belongs to a recording begin with: `recordings/<session>/<recording>`. */
export const recordingBase = (session: string, recording: string) => `recordings/${session}/${recording}`;

/** ... and those of one person's own track beside it: whatever erases the recording erases them with it. */
export const trackBase = (base: string, track: string) => `${base}/tracks/${track}`;

/** Key of the finished file. */
export const fileKey = (base: string) => `${base}.mp4`;

/** Where the pieces lie until the file is made and checked. */
export const pieceFolder = (base: string) => `${base}/pieces/`;

/** Key of an object of pieces; zero padded, so that listing the bucket gives the order in which they came. */
export const pieceKey = (base: string, number: number) => `${pieceFolder(base)}${String(number).padStart(DIGITS, '0')}`;
