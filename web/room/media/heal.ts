/** 'disconnected' often passes by itself (a lost burst, a network switch); longer than this and a new transport is faster. ms. */
const DISCONNECTED_FOR = 1_000;
/** An answered transport that has not connected by then will not. ms. */
const CONNECT_WITHIN = 10_000;

type Connection = Pick<RTCPeerConnection, 'connectionState' | 'addEventListener' | 'removeEventListener'>;

/** Calls `onWell` whenever the transport is connected and `onDead` once, when it should be replaced. Returns how to stop. */
export function watchTransport(pc: Connection, onWell: () => void, onDead: () => void): () => void {
  let timer = setTimeout(dead, CONNECT_WITHIN);

  function dead(): void {
    stop();
    onDead();
  }
  function changed(): void {
    if (pc.connectionState === 'failed') dead();
    if (pc.connectionState === 'disconnected') {
      clearTimeout(timer);
      timer = setTimeout(dead, DISCONNECTED_FOR);
    }
    if (pc.connectionState === 'connected') {
      clearTimeout(timer);
      onWell();
    }
  }
  function stop(): void {
    clearTimeout(timer);
    pc.removeEventListener('connectionstatechange', changed);
  }
  pc.addEventListener('connectionstatechange', changed);
  return stop;
}
