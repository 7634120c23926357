/**
 * The client (2.0.2) takes one's own microphone and camera, but always asks for the screen itself. The person has chosen one
 * already: for this one call, asking gives what they chose.
 */
export async function lendScreen(
  picture: MediaStreamTrack,
  sound: MediaStreamTrack | undefined,
  share: () => Promise<void>,
): Promise<void> {
  const devices = navigator.mediaDevices;
  devices.getDisplayMedia = () => Promise.resolve(new MediaStream(sound ? [picture, sound] : [picture]));
  try {
    await share();
  } finally {
    // What is below it is the browser's own.
    Reflect.deleteProperty(devices, 'getDisplayMedia');
  }
}
