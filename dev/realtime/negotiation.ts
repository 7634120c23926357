import { distinctCodecs, freePayloadTypes } from './codecs.ts';
import type { Codec } from './codecs.ts';
import { invalidDescription } from './errors.ts';
import { DEFAULT_EXTENSION_IDS, EXTENSION_NAMES } from './extensions.ts';
import type { ExtensionIds, ExtensionName } from './extensions.ts';
import type { Line, MediaLine } from './lines.ts';
import type { Description } from './schemas.ts';
import { buildSdp } from './sdp-build.ts';
import { parseSdp } from './sdp-parse.ts';
import type { Direction, ParsedSdp, ParsedSection } from './sdp-parse.ts';
import type { Session } from './session.ts';

const AUDIO_EXTENSIONS: readonly ExtensionName[] = ['audioLevel', 'absSendTime', 'transportCc', 'mid'];
const VIDEO_EXTENSIONS: readonly ExtensionName[] = EXTENSION_NAMES.filter((name) => name !== 'audioLevel');

/** Takes over a browser's offer: new m-lines, changed directions, ended ones, an ICE restart. 406 when it does not fit. */
export function applyOffer(session: Session, description: Description): void {
  if (description.type !== 'offer') throw invalidDescription('An offer was expected');
  const offer = parseSdp(description.sdp);
  checkOffer(session, offer);
  for (const [index, section] of offer.sections.entries()) {
    const known = session.lines[index];
    const line = known?.mid === section.mid ? known : lineOfOffer(session, section);
    session.lines[index] = line;
    updateLine(session, line, section);
  }
  applyTransport(session, offer);
}

/** Refuses before anything is changed. */
function checkOffer(session: Session, offer: ParsedSdp): void {
  if (offer.sections.length < session.lines.length) {
    throw invalidDescription('The offer lacks media sections that exist');
  }
  for (const [index, known] of session.lines.entries()) {
    const section = offer.sections[index];
    // A stopped m-line may come back as another one (RFC 8829, 5.2.2); a living one may not.
    if (section?.mid !== known.mid && !known.rejected) {
      throw invalidDescription(`mid ${known.mid} has turned into ${section?.mid}`);
    }
    if (section?.mid === known.mid && section.kind !== known.kind) {
      throw invalidDescription(`mid ${known.mid} was ${known.kind}`);
    }
  }
  const mids = offer.sections.map((section) => section.mid);
  if (new Set(mids).size < mids.length) throw invalidDescription('The offer has a mid twice');
}

/** Takes over a browser's answer to our offer. */
export function applyAnswer(session: Session, description: Description): void {
  if (!session.awaitingAnswer) throw invalidDescription('No offer is waiting for an answer');
  if (description.type !== 'answer') throw invalidDescription('An answer was expected');
  const answer = parseSdp(description.sdp);
  if (answer.sections.length !== session.lines.length)
    throw invalidDescription('The answer has other media sections than the offer');
  for (const [index, section] of answer.sections.entries()) {
    if (session.lines[index]?.mid !== section.mid) {
      throw invalidDescription(`The answer has mid ${section.mid} in the wrong place`);
    }
  }
  for (const [index, section] of answer.sections.entries()) {
    const line = session.lines[index];
    if (!line) continue;
    if (line.kind !== 'application' && line.remoteDirection === null && line.receives) {
      adoptAnsweredFormats(line, section);
    }
    updateLine(session, line, section);
  }
  applyTransport(session, answer);
  session.awaitingAnswer = false;
}

export function answerOf(session: Session): Description {
  return { type: 'answer', sdp: write(session, 'answer') };
}

/** Our offer of all m-lines; from now on nothing else is negotiated until its answer has come. */
export function offerOf(session: Session): Description {
  session.awaitingAnswer = true;
  return { type: 'offer', sdp: write(session, 'offer') };
}

/** A new m-line at the end of our offer. `codecs` get the payload types this BUNDLE already uses for them. */
export function addLine(
  session: Session,
  kind: 'audio' | 'video',
  codecs: readonly Codec[],
  receives: boolean,
): MediaLine {
  const extensions: ExtensionIds = {};
  for (const name of wantedExtensions(session, kind)) {
    extensions[name] = session.extensionIds[name] ?? DEFAULT_EXTENSION_IDS[name];
  }
  session.learnExtensions(extensions);
  const line: MediaLine = {
    ...emptyLine(kind, nextMid(session)),
    codecs: codecs.map((codec) => numbered(session, codec)),
    extensions,
    receives,
  };
  session.lines.push(line);
  return line;
}

export function nextMid(session: Session): string {
  const numbers = session.lines.map((line) => (/^\d+$/.test(line.mid) ? Number(line.mid) : -1));
  return String(Math.max(-1, ...numbers) + 1);
}

export function wantsToReceive(direction: Direction | null): boolean {
  return direction === 'recvonly' || direction === 'sendrecv';
}

export function wantsToSend(direction: Direction | null): boolean {
  return direction === 'sendonly' || direction === 'sendrecv';
}

function write(session: Session, type: 'offer' | 'answer'): string {
  const { surroundings, description, transport } = session;
  description.version += 1;
  return buildSdp(type, session.lines, {
    ...description,
    ice: transport.ice,
    fingerprint: surroundings.certificate.fingerprint,
    addresses: surroundings.addresses,
    port: surroundings.mux.port,
    transportCc: surroundings.bandwidth === 'transport-cc',
  });
}

function emptyLine(kind: 'audio' | 'video', mid: string): MediaLine {
  return {
    kind,
    mid,
    rejected: false,
    remoteDirection: null,
    receives: false,
    bidirectional: false,
    codecs: [],
    extensions: {},
    sendRids: [],
    ssrcs: [],
    track: null,
    subscription: null,
    ended: null,
  };
}

function lineOfOffer(session: Session, section: ParsedSection): Line {
  if (section.kind === 'application') return { kind: 'application', mid: section.mid, rejected: section.rejected };
  const extensions: ExtensionIds = {};
  for (const name of wantedExtensions(session, section.kind)) {
    const id = section.extensions[name];
    if (id) extensions[name] = id;
  }
  return {
    ...emptyLine(section.kind, section.mid),
    codecs: distinctCodecs(section.codecs),
    extensions,
    receives: wantsToSend(section.direction),
    sendRids: section.sendRids,
  };
}

function wantedExtensions(session: Session, kind: 'audio' | 'video'): ExtensionName[] {
  const names = kind === 'audio' ? AUDIO_EXTENSIONS : VIDEO_EXTENSIONS;
  const { bandwidth } = session.surroundings;
  return names.filter((name) => name !== 'transportCc' || bandwidth === 'transport-cc');
}

function updateLine(session: Session, line: Line, section: ParsedSection): void {
  line.rejected = section.rejected;
  if (line.kind === 'application') {
    if (!section.rejected) startSctp(session, section);
    return;
  }
  if (section.rejected) {
    if (line.track) session.endTrack(line.track);
    session.endSubscription(line);
    session.intake.forget(line);
    return;
  }
  line.remoteDirection = section.direction;
  line.ssrcs = section.ssrcs;
  session.learnExtensions(section.extensions);
  for (const codec of section.codecs) session.payloadTypes.set(codec.key, [codec.payloadType, codec.rtxPayloadType]);
  if (!line.subscription) return;
  if (wantsToReceive(section.direction)) line.subscription.start();
  else line.subscription.stop();
}

/** SCTP may start before DTLS: the browser's first packet comes right after the handshake, maybe before its SDP answer. */
export function startSctp(session: Session, remote: { sctpPort: number; maxMessageSize: number }): void {
  session.dataChannels.establish((data) => session.transport.sendData(data), {
    port: remote.sctpPort,
    maxMessageSize: remote.maxMessageSize,
  });
}

/** What the browser will send in an m-line that we asked it to publish in. */
function adoptAnsweredFormats(line: MediaLine, section: ParsedSection): void {
  const accepted = distinctCodecs(section.codecs).filter((codec) => line.codecs.some(({ key }) => key === codec.key));
  if (accepted.length > 0) line.codecs = accepted;
  line.sendRids = section.sendRids;
  const codec = accepted[0];
  if (line.track && codec) line.track.codec = codec;
}

function applyTransport(session: Session, remote: ParsedSdp): void {
  const carrier = remote.sections.find((section) => !section.rejected) ?? remote.sections[0];
  if (carrier?.fingerprint) session.transport.expectFingerprint(carrier.fingerprint);
  if (!carrier?.ufrag) return;
  const isOffer = !session.awaitingAnswer;
  if (isOffer && session.remoteUfrag !== null && session.remoteUfrag !== carrier.ufrag) session.transport.restartIce();
  session.remoteUfrag = carrier.ufrag;
}

function numbered(session: Session, codec: Codec): Codec {
  let known = session.payloadTypes.get(codec.key);
  if (!known) {
    const inLines = session.mediaLines.flatMap((line) => line.codecs.flatMap((c) => [c.payloadType, c.rtxPayloadType]));
    const used = [...inLines, ...[...session.payloadTypes.values()].flat()].filter((number) => number !== null);
    known = freePayloadTypes(codec, new Set(used));
    session.payloadTypes.set(codec.key, known);
  }
  const [payloadType, rtxPayloadType] = known;
  return { ...codec, payloadType, rtxPayloadType };
}
