const weak = (etag: string) => etag.trim().replace(/^W\//, '');

/** If-None-Match (RFC 9110 13.1.2): the reader has this version already. Compared weakly; `*` is any version. */
export function isUnchanged(ifNoneMatch: string | null, etag: string): boolean {
  if (ifNoneMatch === null) return false;
  return ifNoneMatch.trim() === '*' || ifNoneMatch.split(',').some((one) => weak(one) === weak(etag));
}

/**
 * If-Range (RFC 9110 13.1.5): does the Range still hold, because the file is the one the reader began with. An ETag is
 * compared strongly, a date exactly.
 */
export function isSameFile(ifRange: string | null, file: { etag: string; lastModified: string }): boolean {
  return ifRange === null || ifRange === file.etag || ifRange === file.lastModified;
}
