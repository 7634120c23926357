import { Event, RTCDataChannel, RTCDataChannelParameters, RTCSctpTransport } from 'werift';
import type { RTCDtlsTransport } from 'werift';

export const SCTP_PORT = 5_000;
/** As Chromium announces it. Bytes. */
export const MAX_MESSAGE_SIZE = 262_144;

export type DeliveryPolicy = Pick<RTCDataChannelParameters, 'ordered'> &
  Partial<Pick<RTCDataChannelParameters, 'maxRetransmits' | 'maxPacketLifeTime'>>;

/** The SCTP association of a session, over whatever DTLS association it has at the moment. */
export class Sctp {
  readonly #transport = new RTCSctpTransport(SCTP_PORT, MAX_MESSAGE_SIZE);
  readonly #dtls: { dataReceiver: (data: Buffer) => void };

  constructor(send: (data: Buffer) => Promise<void>, remotePort: number, remoteMaxMessageSize: number) {
    const dtls = {
      id: 'realtime',
      state: 'connected',
      iceTransport: { role: 'controlled' },
      onStateChange: new Event(),
      dataReceiver: (_data: Buffer): void => {},
      sendData: send,
    };
    this.#dtls = dtls;
    // werift wants its own DTLS transport here, of which it uses these six members only.
    this.#transport.setDtlsTransport(dtls as unknown as RTCDtlsTransport);
    this.#transport.setRemoteMaxMessageSize(remoteMaxMessageSize);
    void this.#transport.start(remotePort);
  }

  get connected(): boolean {
    return this.#transport.sctp.state === 'connected';
  }

  receive(data: Buffer): void {
    this.#dtls.dataReceiver(data);
  }

  onConnected(resume: () => void): void {
    this.#transport.sctp.stateChanged.connected.once(resume);
  }

  /** A channel both sides make by its id, without a word on the wire. */
  negotiated(id: number, label: string, policy: DeliveryPolicy): RTCDataChannel {
    return new RTCDataChannel(
      this.#transport,
      new RTCDataChannelParameters({ ...policy, id, label, negotiated: true, protocol: '' }),
    );
  }

  /** A channel announced to the browser by a DCEP OPEN message (RFC 8832). */
  announced(id: number, label: string): RTCDataChannel {
    const parameters = { id, label, negotiated: false, ordered: true, protocol: '' };
    return new RTCDataChannel(this.#transport, new RTCDataChannelParameters(parameters), true);
  }

  async stop(): Promise<void> {
    await this.#transport.stop();
  }
}
