/** One event of a calendar file; moments RFC 3339. */
export type CalendarEvent = { id: string; starts: string; ends: string; title: string; place: string; revision: number };

/** An iCalendar file (RFC 5545): times in UTC, lines folded at 75 octets, text escaped. `now` is epoch ms. */
export function calendarFile(name: string, now: number, events: readonly CalendarEvent[]): string {
  const stamp = utc(new Date(now).toISOString());
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Hezhi//Duty//ZH', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH', `X-WR-CALNAME:${text(name)}`];
  for (const event of events) {
    lines.push(
      'BEGIN:VEVENT',
      `UID:${event.id}@hezhi`,
      `DTSTAMP:${stamp}`,
      `DTSTART:${utc(event.starts)}`,
      `DTEND:${utc(event.ends)}`,
      `SEQUENCE:${event.revision - 1}`,
      `SUMMARY:${text(event.title)}`,
      `LOCATION:${text(event.place)}`,
      'END:VEVENT',
    );
  }
  lines.push('END:VCALENDAR');
  return `${lines.map(fold).join('\r\n')}\r\n`;
}

const utc = (moment: string): string => `${new Date(moment).toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`;
const text = (value: string): string => value.replace(/\\/g, '\\\\').replace(/;/g, '\\;').replace(/,/g, '\\,').replace(/\r?\n/g, '\\n');

/** No line is longer than 75 octets; a character is never cut. */
function fold(line: string): string {
  const parts: string[] = [];
  let part = '';
  let size = 0;
  for (const char of line) {
    const width = Buffer.byteLength(char);
    if (size + width > (parts.length === 0 ? 75 : 74)) {
      parts.push(part);
      part = '';
      size = 0;
    }
    part += char;
    size += width;
  }
  return [...parts, part].join('\r\n ');
}
