import { DtlsServer } from 'werift';
import type { Certificate } from './certificate.ts';
import { saltBytes, sessionKeys, Srtp, SRTP_AEAD_AES_128_GCM, SRTP_AES128_CM_SHA1_80 } from './srtp.ts';
import type { SrtpProfile } from './srtp.ts';

const HANDSHAKE_RECORD = 22;
const CLIENT_HELLO = 1;
const RANDOM_AT = 27;

export interface AssociationEvents {
  send: (datagram: Buffer) => void;
  onConnected: () => void;
  onData: (data: Buffer) => void;
  onClosed: () => void;
}

/** One DTLS handshake and what it yields: SRTP keys, the browser's certificate, application data. We are always the server. */
export class DtlsAssociation {
  protect: Srtp | null = null;
  open: Srtp | null = null;
  profile: SrtpProfile | null = null;
  /** The random of the ClientHello it began with: another one means that the browser starts anew. */
  clientRandom: string | null = null;
  readonly #dtls: DtlsServer;
  readonly #io: { onData: (datagram: Buffer) => void };

  constructor(certificate: Certificate, events: AssociationEvents) {
    const io = {
      type: 'udp',
      address: { address: '', family: 'IPv4', port: 0 },
      closed: false,
      onData: (_datagram: Buffer): void => {},
      send: async (datagram: Buffer): Promise<void> => events.send(datagram),
      close: async (): Promise<void> => {},
    };
    this.#io = io;
    this.#dtls = new DtlsServer({
      cert: certificate.certPem,
      key: certificate.keyPem,
      signatureHash: certificate.signatureHash,
      transport: io,
      srtpProfiles: [SRTP_AEAD_AES_128_GCM, SRTP_AES128_CM_SHA1_80],
      extendedMasterSecret: true,
      certificateRequest: true,
    });
    this.#dtls.onConnect.subscribe(() => {
      this.#takeKeys();
      events.onConnected();
    });
    this.#dtls.onData.subscribe((data) => events.onData(data));
    this.#dtls.onClose.subscribe(() => events.onClosed());
    this.#dtls.onError.subscribe((error) => console.error('realtime: dtls', error.message));
  }

  /** The browser's certificate, DER. */
  get remoteCertificate(): Buffer | undefined {
    return this.#dtls.remoteCertificate;
  }

  receive(datagram: Buffer): void {
    this.clientRandom ??= clientRandomOf(datagram);
    this.#io.onData(datagram);
  }

  send(data: Buffer): Promise<void> {
    return this.#dtls.send(data);
  }

  #takeKeys(): void {
    const profile =
      this.#dtls.srtp.srtpProfile === SRTP_AEAD_AES_128_GCM ? SRTP_AEAD_AES_128_GCM : SRTP_AES128_CM_SHA1_80;
    const keys = this.#dtls.extractSessionKeys(16, saltBytes(profile));
    this.profile = profile;
    this.protect = new Srtp(profile, sessionKeys(profile, keys.localKey, keys.localSalt));
    this.open = new Srtp(profile, sessionKeys(profile, keys.remoteKey, keys.remoteSalt));
  }
}

/** The random of a datagram that begins a handshake (first fragment of a ClientHello), hex; null for anything else. */
export function clientRandomOf(datagram: Buffer): string | null {
  if (datagram.length < RANDOM_AT + 32) return null;
  if (datagram.readUInt8(0) !== HANDSHAKE_RECORD || datagram.readUInt8(13) !== CLIENT_HELLO) return null;
  if (datagram.readUInt16BE(3) !== 0 || datagram.readUIntBE(19, 3) !== 0) return null;
  return datagram.toString('hex', RANDOM_AT, RANDOM_AT + 32);
}
