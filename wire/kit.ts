/** A browser's place at the media service, where that has meetings of its own: what its client joins with. */
export interface KitPlace {
  token: string;
  /** The host the client talks to. */
  baseUri: string;
}

/** The id under which the media service and the other browsers know somebody: their number in the room, and a random part. */
export const kitId = (n: number, random: string): string => `${n}.${random}`;

/** The number in such an id; null for anybody the Room did not let in (a recorder). */
export function numberOfKitId(id: string | undefined): number | null {
  const [, n] = /^(\d{1,6})\./.exec(id ?? '') ?? [];
  return n === undefined ? null : Number(n);
}
