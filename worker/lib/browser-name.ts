/** Order matters: most of them also say that they are Chrome and Safari. */
const FAMILIES: [RegExp, string][] = [
  [/Edg(?:A|iOS)?\//, 'Edge'],
  [/(?:OPR|OPT|OPiOS)\//, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/(?:Firefox|FxiOS)\//, 'Firefox'],
  [/(?:Chrome|CriOS)\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const SYSTEMS: [RegExp, string][] = [
  [/iPhone|iPod/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/CrOS/, 'ChromeOS'],
  [/Macintosh/, 'Mac'],
  [/Linux/, 'Linux'],
];

/** A browser as people call it, "Safari on iPhone", from its User-Agent: no version, nothing that tells two people apart. */
export function browserName(userAgent: string | undefined): string {
  const find = (names: [RegExp, string][]) => names.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1];
  const system = find(SYSTEMS);
  return `${find(FAMILIES) ?? 'Another browser'}${system ? ` on ${system}` : ''}`;
}
