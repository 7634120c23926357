import type { DeviceKind } from './device-problem.ts';

const QUALITY: Record<DeviceKind, MediaTrackConstraints> = {
  mic: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
  // What the room sends: opening the camera larger would only cost battery.
  cam: { width: { ideal: 640 }, height: { ideal: 360 }, frameRate: { ideal: 24, max: 30 } },
};

/**
 * Opens these devices, the chosen ones where they are still there ('' is the browser's default). A device that cannot give what
 * the room would like is taken as it is. Throws what getUserMedia throws; TypeError where there is none.
 */
export async function askDevices(kinds: DeviceKind[], chosen: Record<DeviceKind, string>): Promise<MediaStream> {
  const media: MediaDevices | undefined = navigator.mediaDevices;
  if (!media) throw new TypeError('no mediaDevices');
  try {
    return await media.getUserMedia(constraintsOf(kinds, chosen, QUALITY));
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'OverconstrainedError') throw error;
    return media.getUserMedia(constraintsOf(kinds, chosen, { mic: {}, cam: {} }));
  }
}

function constraintsOf(
  kinds: DeviceKind[],
  chosen: Record<DeviceKind, string>,
  quality: Record<DeviceKind, MediaTrackConstraints>,
): MediaStreamConstraints {
  const constraints: MediaStreamConstraints = {};
  for (const kind of kinds) {
    const wish = { ...quality[kind], ...(chosen[kind] ? { deviceId: { ideal: chosen[kind] } } : {}) };
    constraints[kind === 'mic' ? 'audio' : 'video'] = wish;
  }
  return constraints;
}
