/** What a printed paper says of itself in its QR code: number, ballot, secret nonce, and the unit it was printed for (`-` for none). */
export type PaperCode = { paper: string; ballot: string; nonce: string; entry: string | null };

export const paperCodeText = ({ paper, ballot, nonce, entry }: PaperCode): string => `HZP ${paper} ${ballot} ${nonce} ${entry ?? '-'}`;

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const shape = new RegExp(`^\\s*HZP ([A-Z0-9-]{4,40}) (${uuid}) ([0-9a-f]{32}) (${uuid}|-)\\s*$`, 'i');

/** Reads the code of a paper; null when it is none. */
export function readPaperCode(text: string): PaperCode | null {
  const match = shape.exec(text);
  if (!match) return null;
  return {
    paper: match[1]!.toUpperCase(),
    ballot: match[2]!.toLowerCase(),
    nonce: match[3]!.toLowerCase(),
    entry: match[4] === '-' ? null : match[4]!.toLowerCase(),
  };
}

const LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
/** A number for a paper: `P-7KQ4M2XW`, 40 random bits without letters that are mistaken for each other. */
export const newPaperNumber = (): string => `P-${[...crypto.getRandomValues(new Uint8Array(8))].map((byte) => LETTERS[byte & 31]).join('')}`;

/** A nonce in groups of four, as it is printed and typed. */
export const groupedNonce = (nonce: string): string => nonce.replace(/(.{4})(?=.)/g, '$1 ');
