import type { DeviceKind } from './device-problem.ts';

const QUALITY: Record<DeviceKind, MediaTrackConstraints> = {
  mic: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
  // What the room sends: opening the camera larger would only cost battery.
  cam: { width: { ideal: 640 }, height: { ideal: 360 }, frameRate: { ideal: 24, max: 30 } },
};
/** No more than wishes: whatever the device gives is taken. */
const WISHES: typeof QUALITY = { mic: QUALITY.mic, cam: { width: { ideal: 640 }, height: { ideal: 360 } } };

type Chosen = Record<DeviceKind, string>;

/**
 * Opens these devices, the chosen ones where they are still there ('' is the browser's default), and what there is where they are
 * not, or cannot give what the room would like. Throws what getUserMedia throws; TypeError where there is none.
 */
export async function askDevices(kinds: DeviceKind[], chosen: Chosen): Promise<MediaStream> {
  const media: MediaDevices | undefined = navigator.mediaDevices;
  if (!media) throw new TypeError('no mediaDevices');
  try {
    // 'exact': as a mere wish Chromium takes another camera that fits the size as well.
    return await media.getUserMedia(constraintsOf(kinds, QUALITY, (kind) => ({ exact: chosen[kind] }), chosen));
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'OverconstrainedError') throw error;
    return media.getUserMedia(constraintsOf(kinds, WISHES, (kind) => ({ ideal: chosen[kind] }), chosen));
  }
}

function constraintsOf(
  kinds: DeviceKind[],
  quality: typeof QUALITY,
  wish: (kind: DeviceKind) => ConstrainDOMString,
  chosen: Chosen,
): MediaStreamConstraints {
  const constraints: MediaStreamConstraints = {};
  for (const kind of kinds) {
    constraints[kind === 'mic' ? 'audio' : 'video'] = {
      ...quality[kind],
      ...(chosen[kind] ? { deviceId: wish(kind) } : {}),
    };
  }
  return constraints;
}
