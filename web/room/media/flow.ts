/** How often we look whether packets leave, ms: a packet of speech is 20 ms. */
const LOOK_EVERY = 25;
/** All own tracks are reported together when they all flow by then; a slow camera must not hold up a voice. ms. */
const TOGETHER_WITHIN = 800;
/** A device that has given nothing by then may be muted in hardware; the others may follow it all the same. ms. */
const GIVE_UP_AFTER = 8_000;

/** Calls `report` with the mids of the tracks whose packets leave the browser: the service refuses followers before that. */
export async function reportFlow(transceivers: RTCRtpTransceiver[], report: (mids: string[]) => void): Promise<void> {
  const began = performance.now();
  let silent = transceivers;
  while (silent.length > 0) {
    const sends = await Promise.all(silent.map((transceiver) => isSending(transceiver.sender)));
    const flowing = silent.filter((_, index) => sends[index]);
    const spent = performance.now() - began;
    const due =
      spent > GIVE_UP_AFTER ? silent : flowing.length === silent.length || spent > TOGETHER_WITHIN ? flowing : [];
    const mids = due.flatMap(({ mid, currentDirection }) =>
      mid === null || currentDirection === 'stopped' ? [] : [mid],
    );
    if (mids.length > 0) report(mids);
    silent = silent.filter((transceiver) => !due.includes(transceiver));
    if (silent.length > 0) await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
  }
}

async function isSending(sender: RTCRtpSender): Promise<boolean> {
  const report = await sender.getStats();
  for (const entry of report.values() as Iterable<Record<string, unknown>>)
    if (entry.type === 'outbound-rtp' && typeof entry.packetsSent === 'number' && entry.packetsSent > 0) return true;
  return false;
}
