/** UTC ms to ISO 8601, as it crosses the wire. */
export const toIso = (ms: number): string => new Date(ms).toISOString();

/** ISO 8601 with offset or Z to UTC ms. The wire's schemas have checked the form. */
export const fromIso = (iso: string): number => Date.parse(iso);
