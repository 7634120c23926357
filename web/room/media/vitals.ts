/**
 * Reads whether anything comes in on a connection: cheaply from the voices, which come every 20 ms, and from its statistics
 * only when those are silent. `signs` grows with whatever has come.
 */
export function createVitals(
  pc: Pick<RTCPeerConnection, 'getStats'>,
  voices: () => RTCRtpReceiver[],
): () => Promise<{ signs: number; hasVoices: boolean }> {
  let signs = 0;
  let heard = '';
  let arrived = 0;
  return async () => {
    const receivers = voices();
    const hasVoices = receivers.length > 0;
    const newest = receivers.map((one) => one.getSynchronizationSources()[0]?.rtpTimestamp ?? 0).join();
    if (hasVoices && newest !== heard) {
      heard = newest;
      return { signs: ++signs, hasVoices };
    }
    const now = arrivedOn(await pc.getStats());
    if (now !== arrived) signs += 1;
    arrived = now;
    return { signs, hasVoices };
  };
}

/** Media, reports and answers to connectivity checks, on whatever pair of addresses. */
function arrivedOn(report: RTCStatsReport): number {
  let sum = 0;
  for (const entry of report.values() as Iterable<Record<string, unknown>>) {
    if (entry.type !== 'candidate-pair') continue;
    for (const name of ['packetsReceived', 'bytesReceived', 'responsesReceived'])
      sum += typeof entry[name] === 'number' ? entry[name] : 0;
  }
  return sum;
}
