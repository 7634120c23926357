/** What we use of a MediaDeviceInfo. */
export type Device = Pick<MediaDeviceInfo, 'deviceId' | 'groupId' | 'kind' | 'label'>;

/** A device that has just been connected: which of its parts could be used instead of the present ones. */
export interface Newcomer {
  label: string;
  mic?: string;
  cam?: string;
  speaker?: string;
}

const PARTS = { audioinput: 'mic', videoinput: 'cam', audiooutput: 'speaker' } as const;
/** Chromium's names for whatever the system uses: they come and go with it. */
const ALIASES: ReadonlySet<string> = new Set(['', 'default', 'communications']);

/** The devices that have a name: without a permission browsers tell none. */
const named = (devices: readonly Device[]): Device[] =>
  devices.filter(({ deviceId, label }) => !ALIASES.has(deviceId) && label !== '');

/**
 * What came between two lists of devices, all parts of one headset together; null when nothing did. When the first list has no
 * names the person has only just allowed a device: then none of them is new.
 */
export function newcomer(before: readonly Device[], after: readonly Device[]): Newcomer | null {
  const known = named(before);
  if (known.length === 0) return null;
  const ids = new Set(known.map((device) => device.kind + device.deviceId));
  const came = named(after).filter((device) => !ids.has(device.kind + device.deviceId));
  const first = came.find(({ kind }) => kind !== 'audiooutput') ?? came[0];
  if (!first) return null;
  const found: Newcomer = { label: plainLabel(first.label) };
  for (const device of came) if (isSame(device, first)) found[PARTS[device.kind]] ??= device.deviceId;
  return found;
}

const isSame = (device: Device, other: Device): boolean =>
  device === other || (device.groupId !== '' && device.groupId === other.groupId);

/** Has the chosen speaker gone? Never so for the default, nor while the browser names no device. */
export function isSpeakerGone(speaker: string, devices: readonly Device[]): boolean {
  if (ALIASES.has(speaker) || named(devices).length === 0) return false;
  return !devices.some(({ kind, deviceId }) => kind === 'audiooutput' && deviceId === speaker);
}

/** "Headset Microphone (046d:0a44)" as people call it: without vendor numbers. */
const plainLabel = (label: string): string => label.replace(/\s*\([0-9a-f]{4}:[0-9a-f]{4}\)$/i, '');
