import type { Fingerprint } from './certificate.ts';
import type { Codec } from './codecs.ts';
import { EXTENSION_NAMES, EXTENSION_URIS } from './extensions.ts';
import { ourDirection } from './lines.ts';
import type { Line, MediaLine } from './lines.ts';
import { MAX_MESSAGE_SIZE, SCTP_PORT } from './sctp.ts';
import type { IceCredentials } from './transport.ts';

/** What an SDP of ours says besides its m= sections. */
export interface DescriptionContext {
  id: number;
  version: number;
  ice: IceCredentials;
  fingerprint: Fingerprint;
  addresses: readonly string[];
  port: number;
  /** transport-cc feedback is wanted; otherwise REMB. */
  transportCc: boolean;
}

const HOST_PRIORITY = 2_130_706_431;
const VIDEO_FEEDBACK = ['nack', 'nack pli', 'ccm fir', 'goog-remb'];

export function buildSdp(type: 'offer' | 'answer', lines: readonly Line[], context: DescriptionContext): string {
  const bundled = lines.filter((line) => !line.rejected).map((line) => line.mid);
  const head = [
    'v=0',
    `o=- ${context.id} ${context.version} IN IP4 127.0.0.1`,
    's=-',
    't=0 0',
    `a=group:BUNDLE ${bundled.join(' ')}`,
    'a=extmap-allow-mixed',
    'a=msid-semantic: WMS *',
    'a=ice-lite',
  ];
  return [...head, ...lines.flatMap((line) => section(type, line, context)), ''].join('\r\n');
}

function section(type: 'offer' | 'answer', line: Line, context: DescriptionContext): string[] {
  const port = line.rejected ? 0 : 9;
  if (line.kind === 'application') {
    return [
      `m=application ${port} UDP/DTLS/SCTP webrtc-datachannel`,
      'c=IN IP4 0.0.0.0',
      ...transportLines(type, line, context),
      `a=sctp-port:${SCTP_PORT}`,
      `a=max-message-size:${MAX_MESSAGE_SIZE}`,
    ];
  }
  const formats = line.codecs.flatMap(payloadTypesOf);
  return [
    `m=${line.kind} ${port} UDP/TLS/RTP/SAVPF ${formats.join(' ') || '0'}`,
    'c=IN IP4 0.0.0.0',
    'a=rtcp:9 IN IP4 0.0.0.0',
    ...transportLines(type, line, context),
    'a=rtcp-mux',
    'a=rtcp-rsize',
    ...(line.rejected ? ['a=inactive'] : mediaLines(type, line, context)),
  ];
}

function transportLines(type: 'offer' | 'answer', line: Line, context: DescriptionContext): string[] {
  const candidates = context.addresses.map(
    (address, index) => `a=candidate:${index + 1} 1 udp ${HOST_PRIORITY - index} ${address} ${context.port} typ host`,
  );
  return [
    `a=mid:${line.mid}`,
    `a=ice-ufrag:${context.ice.ufrag}`,
    `a=ice-pwd:${context.ice.password}`,
    `a=fingerprint:${context.fingerprint.algorithm} ${context.fingerprint.value}`,
    `a=setup:${type === 'answer' ? 'passive' : 'actpass'}`,
    ...(line.rejected ? [] : [...candidates, 'a=end-of-candidates']),
  ];
}

function mediaLines(type: 'offer' | 'answer', line: MediaLine, context: DescriptionContext): string[] {
  const extensions = EXTENSION_NAMES.flatMap((name) => {
    const id = line.extensions[name];
    return id ? [`a=extmap:${id} ${EXTENSION_URIS[name]}`] : [];
  });
  return [
    ...extensions,
    `a=${ourDirection(line, type)}`,
    ...line.codecs.flatMap((codec) => codecLines(line, codec, context)),
    ...simulcastLines(line),
    ...sourceLines(line),
  ];
}

function codecLines(line: MediaLine, codec: Codec, context: DescriptionContext): string[] {
  const { payloadType, rtxPayloadType, clockRate } = codec;
  const feedback = line.kind === 'video' ? [...VIDEO_FEEDBACK] : [];
  if (line.receives && context.transportCc) feedback.push('transport-cc');
  return [
    `a=rtpmap:${payloadType} ${codec.name}/${clockRate}${codec.channels ? `/${codec.channels}` : ''}`,
    ...(codec.fmtp ? [`a=fmtp:${payloadType} ${codec.fmtp}`] : []),
    ...feedback.map((kind) => `a=rtcp-fb:${payloadType} ${kind}`),
    ...(rtxPayloadType === null
      ? []
      : [`a=rtpmap:${rtxPayloadType} rtx/${clockRate}`, `a=fmtp:${rtxPayloadType} apt=${payloadType}`]),
  ];
}

function simulcastLines(line: MediaLine): string[] {
  if (!line.receives || line.sendRids.length === 0) return [];
  return [...line.sendRids.map((rid) => `a=rid:${rid} recv`), `a=simulcast:recv ${line.sendRids.join(';')}`];
}

function sourceLines(line: MediaLine): string[] {
  const { subscription } = line;
  if (!subscription) return [];
  const { ssrc, rtxSsrc, msid, cname } = subscription;
  const sources = rtxSsrc === null ? [ssrc] : [ssrc, rtxSsrc];
  return [
    `a=msid:${msid}`,
    ...(rtxSsrc === null ? [] : [`a=ssrc-group:FID ${ssrc} ${rtxSsrc}`]),
    ...sources.flatMap((source) => [`a=ssrc:${source} cname:${cname}`, `a=ssrc:${source} msid:${msid}`]),
  ];
}

function payloadTypesOf(codec: Codec): number[] {
  return codec.rtxPayloadType === null ? [codec.payloadType] : [codec.payloadType, codec.rtxPayloadType];
}
