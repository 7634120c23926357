import type { DeviceKind } from './device-problem.ts';

const PERMISSIONS = { mic: 'microphone', cam: 'camera' } as const;

/** null where the browser does not tell (older Firefox). `onGranted`: when it is allowed later, in the browser's own settings. */
export async function permissionOf(kind: DeviceKind, onGranted?: () => void): Promise<PermissionState | null> {
  try {
    const status = await navigator.permissions.query({ name: PERMISSIONS[kind] });
    if (onGranted) status.onchange = () => status.state === 'granted' && onGranted();
    return status.state;
  } catch (cause) {
    console.info('permission not told', cause);
    return null;
  }
}
