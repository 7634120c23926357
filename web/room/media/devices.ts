import { AppError } from '../../../wire/errors.ts';
import { askDevices } from '../../join/ask-devices.ts';
import { thisBrowser } from '../../join/browser.ts';
import { classifyProblem } from '../../join/device-problem.ts';
import { permissionOf } from '../../join/permission.ts';
import { CAMERA } from './publish.ts';

const CAM: MediaTrackConstraints = {
  width: { ideal: CAMERA.width },
  height: { ideal: CAMERA.height },
  frameRate: { ideal: CAMERA.frameRate, max: 30 },
};

/** What browsers know beyond the TypeScript library's list (Screen Capture, W3C; hints that are not known are ignored). */
interface ScreenHints extends DisplayMediaStreamOptions {
  audio: MediaTrackConstraints & { restrictOwnAudio?: boolean; suppressLocalAudioPlayback?: boolean };
  selfBrowserSurface: 'exclude';
  surfaceSwitching: 'include';
  systemAudio: 'include' | 'exclude';
}
const hears: object = navigator.mediaDevices?.getSupportedConstraints() ?? {};
/** The others' voices come out of this very page: a browser that cannot leave them out of the system's sound would send them back. */
const leavesUsOut = 'restrictOwnAudio' in hears;
const SCREEN: ScreenHints = {
  video: { frameRate: { max: 15 } },
  // Music and films as they are. Whoever shares goes on hearing them, so local playback is not suppressed.
  audio: {
    echoCancellation: false,
    noiseSuppression: false,
    autoGainControl: false,
    suppressLocalAudioPlayback: false,
    ...(leavesUsOut && { restrictOwnAudio: true }),
  },
  selfBrowserSurface: 'exclude',
  surfaceSwitching: 'include',
  systemAudio: leavesUsOut ? 'include' : 'exclude',
};

/** Opens a microphone or camera; '' is the browser's default. Throws AppError not_allowed with what the person can do. */
export async function openDevice(kind: 'mic' | 'cam', deviceId: string): Promise<MediaStreamTrack> {
  try {
    return firstTrack(await askDevices([kind], { mic: deviceId, cam: deviceId }));
  } catch (error) {
    const problem = classifyProblem(error, await permissionOf(kind), isSecureContext);
    const { sayProblem } = await import('../../join/device-help.ts');
    throw new AppError('not_allowed', { message: sayProblem(kind, problem, thisBrowser()), cause: error });
  }
}

/** A camera opened for a large preview is made the room's size, without waiting for it. */
export function shrinkCamera(track: MediaStreamTrack): void {
  if ((track.getSettings().height ?? 0) <= CAMERA.height) return;
  track.applyConstraints(CAM).catch((error: unknown) => console.info('The camera keeps its size', error));
}

/** Asks which screen to share; null when the person thought better of it. */
export async function openScreen(): Promise<{ picture: MediaStreamTrack; sound: MediaStreamTrack | null } | null> {
  try {
    const stream = await navigator.mediaDevices.getDisplayMedia(SCREEN);
    return { picture: firstTrack(new MediaStream(stream.getVideoTracks())), sound: stream.getAudioTracks()[0] ?? null };
  } catch (error) {
    if (error instanceof Error && error.name === 'NotAllowedError') return null;
    throw new AppError('not_allowed', { message: 'This browser could not share the screen.', cause: error });
  }
}

function firstTrack(stream: MediaStream): MediaStreamTrack {
  const track = stream.getTracks()[0];
  if (!track) throw new TypeError('A stream without a track');
  return track;
}
