import { boxAt, boxesIn, fragmentBad, readType, readU16, readU8 } from './box.ts';

const VISUAL_ENTRY_BYTES = 78;
const AUDIO_ENTRY_BYTES = 28;
const ENTRY_HEADER = 8;

/**
 * SPS and PPS of an H.264 sample entry as NAL units with 4-byte lengths, ready to stand before a key frame
 * (avcC, ISO/IEC 14496-15 5.3.3). AppError `fragment_bad` for another codec or other NAL lengths.
 */
export function parameterSets(entry: Uint8Array): Uint8Array {
  const type = readType(entry, 4);
  if (type !== 'avc1' && type !== 'avc3') throw fragmentBad('the video is not H.264');
  const avcc = boxAt(entry.subarray(ENTRY_HEADER + VISUAL_ENTRY_BYTES), 'avcC').payload;
  if ((readU8(avcc, 4) & 3) !== 3) throw fragmentBad('NAL lengths must have 4 bytes');
  const units: number[] = [];
  let at = 5;
  for (const countMask of [0x1f, 0xff]) {
    const count = readU8(avcc, at) & countMask;
    at += 1;
    for (let i = 0; i < count; i++) {
      const length = readU16(avcc, at);
      if (at + 2 + length > avcc.length) throw fragmentBad('a parameter set is cut off');
      units.push(0, 0, length >> 8, length & 0xff, ...avcc.subarray(at + 2, at + 2 + length));
      at += 2 + length;
    }
  }
  return Uint8Array.from(units);
}

const DECODER_CONFIG = 0x04;
const DECODER_SPECIFIC = 0x05;

/** The AudioSpecificConfig of an AAC sample entry (esds, ISO/IEC 14496-1 7.2.6). AppError `fragment_bad` for another codec. */
export function audioConfig(entry: Uint8Array): Uint8Array {
  if (readType(entry, 4) !== 'mp4a') throw fragmentBad('the audio is not AAC');
  const esds = [...boxesIn(entry.subarray(ENTRY_HEADER + AUDIO_ENTRY_BYTES))].find((box) => box.type === 'esds');
  if (!esds) throw fragmentBad('the audio has no esds');
  const bytes = esds.payload;
  let at = 4;
  while (at < bytes.length) {
    const tag = readU8(bytes, at);
    at += 1;
    let length = 0;
    let more = true;
    while (more) {
      const byte = readU8(bytes, at);
      at += 1;
      length = length * 128 + (byte & 0x7f);
      more = (byte & 0x80) !== 0;
    }
    if (tag === DECODER_SPECIFIC) {
      if (at + length > bytes.length) throw fragmentBad('the audio configuration is cut off');
      return bytes.slice(at, at + length);
    }
    at += tag === 0x03 ? 3 : tag === DECODER_CONFIG ? 13 : length;
  }
  throw fragmentBad('the audio has no configuration');
}
