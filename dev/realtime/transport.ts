import { randomBytes } from 'node:crypto';
import { hasFingerprint } from './certificate.ts';
import type { Certificate, Fingerprint } from './certificate.ts';
import { clientRandomOf, DtlsAssociation } from './dtls-association.ts';
import { rtpHeaderBytes } from './rtp.ts';
import type { MuxPeer, Path, UdpMux } from './udp-mux.ts';

export interface TransportEvents {
  onConnected: () => void;
  onRtp: (datagram: Buffer, headerBytes: number, payload: Buffer) => void;
  onRtcp: (packets: Buffer) => void;
  onData: (data: Buffer) => void;
}

export interface IceCredentials {
  ufrag: string;
  password: string;
}

/** ICE-lite, DTLS and SRTP of one session (one BUNDLE). */
export class Transport implements MuxPeer {
  readonly counters = { received: 0, sent: 0, receivedBytes: 0, sentBytes: 0, refused: 0, handshakes: 0 };
  /** For experiments: the share of packets that is thrown away, 0 to 1. */
  readonly loss = { in: 0, out: 0 };
  /** For experiments: until then (ms, as Date.now()) this browser's network is gone. */
  cutUntil = 0;
  lastConsentAt = 0;
  /** When the browser said goodbye; a new handshake clears it. */
  closedByPeerAt: number | null = null;
  connected = false;
  readonly #mux: UdpMux;
  readonly #certificate: Certificate;
  readonly #events: TransportEvents;
  #credentials: IceCredentials[] = [];
  #association: DtlsAssociation;
  #fingerprint: Fingerprint | null = null;
  #path: Path | null = null;
  #closed = false;
  #waiting: (() => void)[] = [];

  constructor(mux: UdpMux, certificate: Certificate, events: TransportEvents) {
    this.#mux = mux;
    this.#certificate = certificate;
    this.#events = events;
    this.#association = this.#associate();
    this.restartIce();
  }

  get ice(): IceCredentials {
    const [current] = this.#credentials;
    if (!current) throw new Error('no ICE credentials');
    return current;
  }

  get profile(): number | null {
    return this.#association.profile;
  }

  /** New credentials for an ICE restart; the old ones stay good until the browser has moved over. */
  restartIce(): void {
    const credentials = {
      ufrag: randomBytes(6).toString('base64url'),
      password: randomBytes(18).toString('base64url'),
    };
    this.#mux.register(credentials.ufrag, credentials.password, this);
    this.#credentials.unshift(credentials);
  }

  /** The certificate the browser announced in its SDP: no other may connect. */
  expectFingerprint(fingerprint: Fingerprint): void {
    this.#fingerprint = fingerprint;
    this.#admit();
  }

  /** Resolves as soon as media can flow; false when that took longer than `ms`. */
  waitConnected(ms: number): Promise<boolean> {
    if (this.connected) return Promise.resolve(true);
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), ms);
      this.#waiting.push(() => {
        clearTimeout(timer);
        resolve(true);
      });
    });
  }

  sendRtp(header: Buffer, payload: Buffer): void {
    if (!this.connected) return;
    const parts = this.#association.protect?.protectRtp(header, payload);
    if (!parts || Math.random() < this.loss.out) return;
    this.#send(parts);
  }

  sendRtcp(packets: Buffer): void {
    if (!this.connected) return;
    const datagram = this.#association.protect?.protectRtcp(packets);
    if (datagram) this.#send([datagram]);
  }

  async sendData(data: Buffer): Promise<void> {
    if (this.connected) await this.#association.send(data);
  }

  close(): void {
    this.#closed = true;
    this.connected = false;
    this.#mux.unregister(
      this.#credentials.map((credentials) => credentials.ufrag),
      this,
    );
  }

  isCut(): boolean {
    return Date.now() < this.cutUntil;
  }

  hasUfrag(ufrag: string): boolean {
    return this.#credentials.some((credentials) => credentials.ufrag === ufrag);
  }

  onConsent(path: Path, nominated: boolean): void {
    this.lastConsentAt = Date.now();
    if (nominated || !this.#path) this.#path = path;
  }

  onDtls(path: Path, datagram: Buffer): void {
    const random = clientRandomOf(datagram);
    const begun = this.#association.clientRandom;
    if (random !== null && begun !== null && random !== begun) {
      // Chromium rebuilds its transport when the m-line that carries the BUNDLE is closed: same credentials, new handshake.
      this.#path = path;
      this.connected = false;
      this.#association = this.#associate();
    } else if (random !== null && this.connected) {
      return;
    }
    this.#association.receive(datagram);
  }

  onSrtp(datagram: Buffer): void {
    const { open } = this.#association;
    if (!open || !this.connected || Math.random() < this.loss.in) return;
    this.counters.received += 1;
    this.counters.receivedBytes += datagram.length;
    try {
      const payloadType = datagram.readUInt8(1);
      if (payloadType >= 192 && payloadType <= 223) return this.#events.onRtcp(open.openRtcp(datagram));
      const headerBytes = rtpHeaderBytes(datagram);
      this.#events.onRtp(datagram, headerBytes, open.openRtp(datagram, headerBytes));
    } catch {
      // A forged, truncated or late packet: counted, and shown by /__stats.
      this.counters.refused += 1;
    }
  }

  #associate(): DtlsAssociation {
    this.counters.handshakes += 1;
    const isCurrent = (): boolean => this.#association === association;
    const association = new DtlsAssociation(this.#certificate, {
      send: (datagram) => {
        if (isCurrent()) this.#send([datagram]);
      },
      onConnected: () => {
        if (isCurrent()) this.#admit();
      },
      onData: (data) => {
        if (isCurrent() && this.connected) this.#events.onData(data);
      },
      onClosed: () => {
        if (isCurrent() && this.connected) this.closedByPeerAt = Date.now();
      },
    });
    return association;
  }

  /** Connected is: handshake done, and the certificate is the announced one. The SDP answer may come after the handshake. */
  #admit(): void {
    const { remoteCertificate, protect } = this.#association;
    if (this.connected || this.#closed || !protect || !remoteCertificate || !this.#fingerprint) return;
    if (!hasFingerprint(remoteCertificate, this.#fingerprint)) {
      console.error('realtime: a browser came with another certificate than its SDP announced; refused');
      return;
    }
    this.connected = true;
    this.closedByPeerAt = null;
    this.#credentials = this.#credentials.slice(0, 2);
    for (const resume of this.#waiting.splice(0)) resume();
    this.#events.onConnected();
  }

  #send(parts: Buffer[]): void {
    const path = this.#path;
    if (!path || this.#closed || this.isCut()) return;
    this.counters.sent += 1;
    for (const part of parts) this.counters.sentBytes += part.length;
    path.socket.send(parts, path.port, path.address);
  }
}
