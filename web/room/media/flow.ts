/** How often we look whether packets leave, ms: a packet of speech is 20 ms. */
const LOOK_EVERY = 25;
/** All own tracks are reported together when they all flow by then; a slow camera must not hold up a voice. ms. */
const TOGETHER_WITHIN = 800;
/** A device that has given nothing by then may be muted in hardware; the others may follow it all the same. ms. */
const GIVE_UP_AFTER = 8_000;
/** ... and when it gives something after all, they are told again: the service has refused them meanwhile. ms */
const LOOK_LATER_EVERY = 1_000;

/** Calls `report` with the mids of the tracks whose packets leave the browser: the service refuses followers before that. */
export async function reportFlow(transceivers: RTCRtpTransceiver[], report: (mids: string[]) => void): Promise<void> {
  const began = performance.now();
  let silent = transceivers;
  let hasGivenUp = false;
  while (silent.length > 0) {
    const sends = await Promise.all(silent.map((transceiver) => isSending(transceiver.sender)));
    const flowing = silent.filter((_, index) => sends[index]);
    const spent = performance.now() - began;
    const isGivingUp: boolean = !hasGivenUp && spent > GIVE_UP_AFTER;
    const isDue = flowing.length === silent.length || spent > TOGETHER_WITHIN;
    const due = isGivingUp ? silent : isDue ? flowing : [];
    const mids = due.filter(isLive).flatMap(({ mid }) => mid ?? []);
    if (mids.length > 0) report(mids);
    hasGivenUp ||= isGivingUp;
    const done = isDue ? flowing : [];
    silent = silent.filter((transceiver) => isLive(transceiver) && !done.includes(transceiver));
    if (silent.length > 0)
      await new Promise((resolve) => setTimeout(resolve, hasGivenUp ? LOOK_LATER_EVERY : LOOK_EVERY));
  }
}

const isLive = ({ currentDirection }: RTCRtpTransceiver): boolean => currentDirection !== 'stopped';

async function isSending(sender: RTCRtpSender): Promise<boolean> {
  const report = await sender.getStats();
  for (const entry of report.values() as Iterable<Record<string, unknown>>)
    if (entry.type === 'outbound-rtp' && typeof entry.packetsSent === 'number' && entry.packetsSent > 0) return true;
  return false;
}
