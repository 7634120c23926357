import { FRAGMENT_NUMBER_MAX } from '../../wire/limits.ts';

/** Which piece of which recording: where it lies in the bucket follows from it. */
export interface FragmentPlace {
  session: string;
  recording: string;
  segment: number;
  number: number;
}

const DIGITS = String(FRAGMENT_NUMBER_MAX).length;

/** Key of a fragment; zero padded, so that listing the bucket gives the order of the recording. */
export const fragmentKey = ({ session, recording, segment, number }: FragmentPlace) =>
  `recordings/${session}/${recording}/${segment}/${String(number).padStart(DIGITS, '0')}`;

/** Key of the finished file, from any fragment of the recording: `recordings/<session>/<recording>.mp4`. */
export const fileKeyOf = (anyFragmentKey: string) => `${anyFragmentKey.split('/').slice(0, 3).join('/')}.mp4`;
