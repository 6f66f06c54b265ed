// Answers for choosing a media type by an Accept header (RFC 9110, 12.5.1).

interface Range {
  readonly type: string;
  readonly quality: number;
}

function parseRange(text: string): Range {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith('q='));
  return { type, quality: quality === undefined ? 1 : Number(quality.slice(2)) };
}

/** The most specific range that covers the type says how welcome it is. */
function qualityOf(offered: string, ranges: readonly Range[]): number {
  const family = `${offered.split('/')[0] ?? ''}/*`;
  for (const pattern of [offered, family, '*/*']) {
    const range = ranges.find((candidate) => candidate.type === pattern);
    if (range !== undefined) return Number.isFinite(range.quality) ? range.quality : 0;
  }
  return 0;
}

/** @returns the welcomest of the offered types, of equals the first; null where none is welcome. */
export function negotiateType<T extends string>(accept: string | undefined, offered: readonly T[]): T | null {
  const ranges = (accept === undefined || accept.trim() === '' ? '*/*' : accept).split(',').map(parseRange);
  let best: T | null = null;
  let bestQuality = 0;
  for (const type of offered) {
    const quality = qualityOf(type, ranges);
    if (quality > bestQuality) [best, bestQuality] = [type, quality];
  }
  return best;
}
