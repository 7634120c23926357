/** The one thing of Node's that the Worker uses (nodejs_compat, on by compatibility date). */
declare module 'node:zlib' {
  export function crc32(data: Uint8Array, value?: number): number;
}
