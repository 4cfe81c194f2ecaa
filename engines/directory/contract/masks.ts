/** `138****1234`; shorter numbers keep their last two. */
export function maskPhone(phone: string): string {
  if (phone.length >= 10) return `${phone.slice(0, 3)}****${phone.slice(-4)}`;
  return `${'*'.repeat(Math.max(phone.length - 2, 3))}${phone.slice(-2)}`;
}

/** `610***********1234`: region and last four. */
export function maskIdentity(number: string): string {
  return `${number.slice(0, 3)}${'*'.repeat(Math.max(number.length - 7, 3))}${number.slice(-4)}`;
}

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** A resident identity number of 18 characters: real date not in the future, check character by ISO 7064 MOD 11-2 (GB 11643). */
export function isIdentityNumber(number: string, now: number): boolean {
  if (!/^[1-9]\d{16}[\dX]$/.test(number)) return false;
  const [year, month, day] = [Number(number.slice(6, 10)), Number(number.slice(10, 12)), Number(number.slice(12, 14))];
  const born = Date.UTC(year, month - 1, day);
  const date = new Date(born);
  if (year < 1880 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || born > now) return false;
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += weights[i]! * Number(number[i]);
  return '10X98765432'[sum % 11] === number[17];
}
