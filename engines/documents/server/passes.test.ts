import fc from 'fast-check';
import { newKey, Vault } from '@hezhi/server';
import { expect, test } from 'vitest';
import { filePass, passHolds, passLimits } from './passes.ts';

const made = newKey('intl', 0);
const other = newKey('gm', 0);
const house = { vault: new Vault({ keys: [made], current: made.id }) };
const elsewhere = { vault: new Vault({ keys: [other], current: other.id }) };
const file = fc.record({ district: fc.stringMatching(/^\d{6}$/), file: fc.uuid() });
const moment = fc.integer({ min: 0, max: 4e12 });

test('a pass holds for its file, for 20 to 30 minutes, and is the same while it is young', () => {
  fc.assert(
    fc.property(file, moment, fc.nat(passLimits.ms * 2), (one, now, later) => {
      const pass = filePass(house, one, now);
      const end = Math.floor(now / passLimits.renewedMs) * passLimits.renewedMs + passLimits.ms;
      expect(end - now > passLimits.ms - passLimits.renewedMs && end - now <= passLimits.ms).toBe(true);
      expect(passHolds(house, one, pass, now + later)).toBe(now + later < end);
      expect(passHolds(elsewhere, one, filePass(elsewhere, one, now), now)).toBe(true);
      expect(passHolds(elsewhere, one, pass, now)).toBe(false);
    }),
  );
});

test('altered in any place, of another file or district, or mere noise, it does not hold', () => {
  fc.assert(
    fc.property(file, file, moment, fc.nat(60), fc.string({ maxLength: 80 }), fc.stringMatching(/^[0-9a-zA-Z_-]$/), (one, two, now, at, noise, letter) => {
      const pass = filePass(house, one, now);
      const altered = `${pass.slice(0, at)}${letter}${pass.slice(at + 1)}`;
      expect(passHolds(house, one, altered, now)).toBe(altered === pass);
      expect(passHolds(house, { ...one, file: two.file }, pass, now)).toBe(one.file === two.file);
      expect(passHolds(house, { ...one, district: two.district }, pass, now)).toBe(one.district === two.district);
      expect(passHolds(house, one, noise, now)).toBe(false);
    }),
  );
});
