/** The text of a mail (RFC 5322, MIME): one part of plain text, UTF-8 in base64. */

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (n: number): string => String(n).padStart(2, '0');

/** `Mon, 23 Nov 2026 10:00:00 +0800`. */
export function mailDate(ms: number): string {
  const at = new Date(ms + 8 * 3_600_000);
  const time = `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}`;
  return `${days[at.getUTCDay()]}, ${at.getUTCDate()} ${months[at.getUTCMonth()]} ${at.getUTCFullYear()} ${time} +0800`;
}

/** Encoded words (RFC 2047), each at most 75 characters and of whole characters; plain ASCII stays as it is. */
export function encodedWords(text: string): string {
  const clean = text.replace(/[\r\n]+/g, ' ');
  // eslint-disable-next-line no-control-regex
  if (/^[\x20-\x7e]*$/.test(clean) && clean.length < 60 && !clean.includes('=?')) return clean;
  const words: string[] = [];
  let piece = '';
  const flush = (): void => {
    if (piece !== '') words.push(`=?UTF-8?B?${Buffer.from(piece, 'utf8').toString('base64')}?=`);
    piece = '';
  };
  for (const one of clean) {
    // 45 bytes are 60 characters of base64, 72 with the frame.
    if (Buffer.byteLength(piece + one) > 45) flush();
    piece += one;
  }
  flush();
  return words.join('\r\n ');
}

/** Whether an address can stand in a command and a header as it is. */
export const isMailAddress = (address: string): boolean => /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])$/.test(address);

/** A whole message, lines ended by CRLF. `id` makes the Message-ID, so that a mailbox can tell a repetition. */
export function mailText(mail: { from: string; fromName: string; to: string; subject: string; text: string; id: string; at: number }): string {
  const domain = mail.from.slice(mail.from.lastIndexOf('@') + 1);
  const body = (
    Buffer.from(mail.text.replace(/\r?\n/g, '\r\n'), 'utf8')
      .toString('base64')
      .match(/.{1,76}/g) ?? []
  ).join('\r\n');
  return [
    `From: ${encodedWords(mail.fromName)} <${mail.from}>`,
    `To: <${mail.to}>`,
    `Subject: ${encodedWords(mail.subject)}`,
    `Date: ${mailDate(mail.at)}`,
    `Message-ID: <${mail.id}@${domain}>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    'Auto-Submitted: auto-generated',
    '',
    body,
    '',
  ].join('\r\n');
}
