import { createSocket } from 'node:dgram';
import type { RemoteInfo, Socket } from 'node:dgram';
import { bindingSuccess, parseBindingRequest } from './stun.ts';

/** A burst of key frames of several people must fit. Bytes. */
const SOCKET_BUFFER = 4 * 1024 * 1024;

/** Where a browser's packets come from, and the socket that must answer (its address is the candidate the browser knows). */
export interface Path {
  readonly key: string;
  readonly address: string;
  readonly port: number;
  readonly socket: Socket;
}

/** One session's transport, as the multiplexer sees it. */
export interface MuxPeer {
  /** For experiments: nothing gets through to this browser or from it. */
  isCut: () => boolean;
  onConsent: (path: Path, nominated: boolean) => void;
  onDtls: (path: Path, datagram: Buffer) => void;
  onSrtp: (datagram: Buffer) => void;
}

interface Agent {
  password: string;
  peer: MuxPeer;
}

/** All sessions on one UDP port: ICE-lite answers STUN here, and tells DTLS from SRTP by the first byte (RFC 7983). */
export class UdpMux {
  port = 0;
  readonly #sockets: Socket[] = [];
  readonly #agents = new Map<string, Agent>();
  readonly #paths = new Map<string, { path: Path; peer: MuxPeer }>();

  /** Binds the same port on each address; port 0 takes any free one. */
  async listen(port: number, addresses: readonly string[]): Promise<void> {
    this.port = port;
    for (const address of addresses) {
      const socket = createSocket({ type: 'udp4', recvBufferSize: SOCKET_BUFFER, sendBufferSize: SOCKET_BUFFER });
      this.#sockets.push(socket);
      await new Promise<void>((resolve, reject) => {
        socket.once('error', reject);
        socket.bind(this.port, address, () => {
          socket.off('error', reject);
          resolve();
        });
      });
      socket.on('error', (error) => console.error('realtime: udp', error.message));
      this.port = socket.address().port;
      socket.on('message', (datagram, from) => {
        this.#receive(socket, `${address} ${from.address}:${from.port}`, datagram, from);
      });
    }
  }

  register(ufrag: string, password: string, peer: MuxPeer): void {
    this.#agents.set(ufrag, { password, peer });
  }

  /** Forgets a session: its ICE credentials and all paths that led to it. */
  unregister(ufrags: readonly string[], peer: MuxPeer): void {
    for (const ufrag of ufrags) this.#agents.delete(ufrag);
    for (const [key, known] of this.#paths) if (known.peer === peer) this.#paths.delete(key);
  }

  close(): void {
    for (const socket of this.#sockets) socket.close();
  }

  #receive(socket: Socket, key: string, datagram: Buffer, from: RemoteInfo): void {
    if (datagram.length === 0) return;
    const first = datagram.readUInt8(0);
    if (first < 4) return this.#answerStun(socket, key, datagram, from);
    const known = this.#paths.get(key);
    if (!known || known.peer.isCut()) return;
    if (first >= 20 && first < 64) known.peer.onDtls(known.path, datagram);
    else if (first >= 128 && first < 192) known.peer.onSrtp(datagram);
  }

  #answerStun(socket: Socket, key: string, datagram: Buffer, from: RemoteInfo): void {
    const request = parseBindingRequest(datagram);
    const agent = request && this.#agents.get(request.localUfrag);
    if (!agent || !request.isSignedWith(agent.password) || agent.peer.isCut()) return;
    let known = this.#paths.get(key);
    if (known?.peer !== agent.peer) {
      known = { path: { key, address: from.address, port: from.port, socket }, peer: agent.peer };
      this.#paths.set(key, known);
    }
    socket.send(bindingSuccess(request.transactionId, from, agent.password), from.port, from.address);
    agent.peer.onConsent(known.path, request.nominates);
  }
}
