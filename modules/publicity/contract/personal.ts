const mobile = /(?<![\d.,])(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?![\d.,]*\d)/u;
const identity = /(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)/u;

/** Digests of tallies and papers, in hexadecimal digits or as a UUID: some hold a run that looks like a phone. */
const digest = /(?<![0-9a-z])(?:[0-9a-f]{32,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?![0-9a-z])/giu;

/**
 * Whether words that an office is about to show hold what never belongs on a wall: an identity number or somebody's mobile phone. Names, sums, landlines and numbers of documents are the office's
 * to judge (a list of those who receive an allowance must name them), so nothing else is stopped; what residents write goes through `redact` of cases instead.
 */
export function personalIn(text: string): boolean {
  const plain = text.normalize('NFKC').replace(digest, ' ');
  return mobile.test(plain) || identity.test(plain);
}
