/** Cuts an append-only fragmented mp4 after its moov and after each mdat; `rest` is what is not whole yet. */
export function cutFragments(file: Buffer<ArrayBuffer>): {
  fragments: Uint8Array<ArrayBuffer>[];
  rest: Buffer<ArrayBuffer>;
} {
  const fragments: Uint8Array<ArrayBuffer>[] = [];
  let start = 0;
  for (let at = 0; at + 16 <= file.length;) {
    const size = file.readUInt32BE(at) === 1 ? Number(file.readBigUInt64BE(at + 8)) : file.readUInt32BE(at);
    const type = file.toString('latin1', at + 4, at + 8);
    at += size;
    if (at > file.length) break;
    if (type !== 'moov' && type !== 'mdat') continue;
    fragments.push(file.subarray(start, at));
    start = at;
  }
  return { fragments, rest: file.subarray(start) };
}
