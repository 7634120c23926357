import { useEffect, useState } from 'react';
import { canChooseSpeaker } from '../../join/chime.ts';
import { SelectField } from '../../ui/field.tsx';
import type { RoomStore } from '../state.ts';
import { attempt, useRoom, useStore } from './room-context.ts';

/** The devices there are, while the menu is open. */
export function DeviceChoices() {
  const store = useStore();
  const own = useRoom((state) => state.own);
  const speaker = useRoom((state) => state.speaker);
  const devices = useDevices();
  const of = (kind: MediaDeviceKind) => devices.filter((device) => device.kind === kind);
  const used = (track: MediaStreamTrack | null) => track?.getSettings().deviceId ?? '';

  return (
    <>
      <Picker
        label="Camera"
        devices={of('videoinput')}
        value={used(own.cam)}
        onChoose={(id) => choose(store, 'cam', id)}
      />
      <Picker
        label="Microphone"
        devices={of('audioinput')}
        value={used(own.mic)}
        onChoose={(id) => choose(store, 'mic', id)}
      />
      {canChooseSpeaker && (
        <Picker
          label="Speaker"
          devices={of('audiooutput')}
          value={speaker}
          onChoose={(id) => choose(store, 'speaker', id)}
        />
      )}
    </>
  );
}

interface PickerProps {
  label: string;
  devices: MediaDeviceInfo[];
  value: string;
  onChoose: (deviceId: string) => void;
}

function Picker({ label, devices, value, onChoose }: PickerProps) {
  const known = devices.some((device) => device.deviceId === value);
  return (
    <SelectField label={label} value={known ? value : ''} onChange={(event) => onChoose(event.target.value)}>
      {!known && <option value="">System default</option>}
      {devices.map((device) => (
        <option key={device.deviceId} value={device.deviceId}>
          {device.label}
        </option>
      ))}
    </SelectField>
  );
}

/** The devices that the browser names, kept up to date while they are looked at. */
function useDevices(): MediaDeviceInfo[] {
  const [devices, setDevices] = useState<MediaDeviceInfo[]>([]);
  useEffect(() => {
    const { mediaDevices } = navigator;
    if (!mediaDevices) return undefined;
    const look = () =>
      attempt(
        mediaDevices.enumerateDevices().then((all) => setDevices(all.filter((one) => one.deviceId && one.label))),
      );
    look();
    mediaDevices.addEventListener('devicechange', look);
    return () => mediaDevices.removeEventListener('devicechange', look);
  }, []);
  return devices;
}

function choose(store: RoomStore, ...wish: Parameters<RoomStore['useDevice']>): void {
  attempt(store.useDevice(...wish));
}
