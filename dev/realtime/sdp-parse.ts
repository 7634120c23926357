import type { Fingerprint } from './certificate.ts';
import { codecKey } from './codecs.ts';
import type { Codec } from './codecs.ts';
import { invalidDescription } from './errors.ts';
import { extensionOfUri } from './extensions.ts';
import type { ExtensionIds } from './extensions.ts';

export type Direction = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';

/** One m= section as the browser wrote it. */
export interface ParsedSection {
  kind: 'audio' | 'video' | 'application';
  mid: string;
  /** Port 0, and not merely bundled with another section. */
  rejected: boolean;
  direction: Direction;
  ufrag: string | null;
  fingerprint: Fingerprint | null;
  extensions: ExtensionIds;
  /** Formats we forward, most wanted first. */
  codecs: Codec[];
  ssrcs: number[];
  sendRids: string[];
  sctpPort: number;
  maxMessageSize: number;
}

export interface ParsedSdp {
  sections: ParsedSection[];
}

const KINDS = ['audio', 'video', 'application'] as const;
const DIRECTIONS = ['sendrecv', 'sendonly', 'recvonly', 'inactive'] as const;
const DEFAULT_SCTP_PORT = 5000;
/** RFC 8841, 6.1. */
const DEFAULT_MAX_MESSAGE_SIZE = 65_536;

/** Reads a browser's offer or answer; 406 `invalid_session_description` when it is none. */
export function parseSdp(sdp: string): ParsedSdp {
  const lines = sdp.split(/\r?\n/).filter((line) => line !== '');
  if (lines[0] !== 'v=0') throw invalidDescription('The SDP does not begin with v=0');
  const starts = lines.flatMap((line, index) => (line.startsWith('m=') ? [index] : []));
  const head = new Attributes(lines.slice(0, starts[0] ?? lines.length));
  const sections = starts.map((start, index) => parseSection(lines.slice(start, starts[index + 1]), head));
  if (sections.length === 0) throw invalidDescription('The SDP has no media sections');
  return { sections };
}

/** The a= lines of a part of an SDP. */
class Attributes {
  readonly #lines: string[];

  constructor(lines: string[]) {
    this.#lines = lines.filter((line) => line.startsWith('a=')).map((line) => line.slice(2));
  }

  has(name: string): boolean {
    return this.#lines.includes(name);
  }

  all(name: string): string[] {
    return this.#lines.filter((line) => line.startsWith(`${name}:`)).map((line) => line.slice(name.length + 1));
  }

  first(name: string): string | null {
    return this.all(name)[0] ?? null;
  }
}

function parseSection(lines: string[], head: Attributes): ParsedSection {
  const [media = '', port = '', , ...formats] = (lines[0] ?? '').slice(2).split(' ');
  const kind = KINDS.find((candidate) => candidate === media);
  const attributes = new Attributes(lines.slice(1));
  const mid = attributes.first('mid');
  if (!kind) throw invalidDescription(`The SDP has a media section of unknown kind '${media}'`);
  if (!mid) throw invalidDescription('The SDP has a media section without a=mid');
  return {
    kind,
    mid,
    rejected: port === '0' && !attributes.has('bundle-only'),
    direction: DIRECTIONS.find((direction) => attributes.has(direction)) ?? 'sendrecv',
    ufrag: attributes.first('ice-ufrag') ?? head.first('ice-ufrag'),
    fingerprint: parseFingerprint(attributes.first('fingerprint') ?? head.first('fingerprint')),
    extensions: parseExtensions(attributes),
    codecs: kind === 'application' ? [] : parseCodecs(attributes, formats),
    ssrcs: [...new Set(attributes.all('ssrc').map((line) => Number.parseInt(line, 10)))],
    sendRids: attributes.all('rid').flatMap((line) => (/^\S+ send\b/.test(line) ? [line.split(' ')[0] ?? ''] : [])),
    sctpPort: Number(attributes.first('sctp-port') ?? DEFAULT_SCTP_PORT),
    maxMessageSize: Number(attributes.first('max-message-size') ?? DEFAULT_MAX_MESSAGE_SIZE),
  };
}

function parseFingerprint(line: string | null): Fingerprint | null {
  const [algorithm, value] = line?.split(' ') ?? [];
  return algorithm && value ? { algorithm, value } : null;
}

function parseExtensions(attributes: Attributes): ExtensionIds {
  const ids: ExtensionIds = {};
  for (const line of attributes.all('extmap')) {
    const [id = '', uri = ''] = line.split(' ');
    const name = extensionOfUri(uri);
    if (name) ids[name] = Number.parseInt(id, 10);
  }
  return ids;
}

function parseCodecs(attributes: Attributes, formats: string[]): Codec[] {
  const fmtps = new Map(
    attributes.all('fmtp').map((line) => {
      const space = line.indexOf(' ');
      return [Number(line.slice(0, space)), line.slice(space + 1)];
    }),
  );
  const rtx = new Map<number, number>();
  const codecs: Codec[] = [];
  for (const line of attributes.all('rtpmap')) {
    const [format = '', encoding = ''] = line.split(' ');
    const [name = '', clockRate = '', channels = null] = encoding.split('/');
    const payloadType = Number(format);
    const fmtp = fmtps.get(payloadType) ?? null;
    const apt = /apt=(\d+)/.exec(fmtp ?? '')?.[1];
    const key = codecKey(name, fmtp);
    if (name.toLowerCase() === 'rtx' && apt) rtx.set(Number(apt), payloadType);
    else if (key)
      codecs.push({ key, payloadType, rtxPayloadType: null, name, clockRate: Number(clockRate), channels, fmtp });
  }
  for (const codec of codecs) codec.rtxPayloadType = rtx.get(codec.payloadType) ?? null;
  const rank = (codec: Codec): number => formats.indexOf(String(codec.payloadType));
  return codecs.filter((codec) => rank(codec) >= 0).sort((a, b) => rank(a) - rank(b));
}
