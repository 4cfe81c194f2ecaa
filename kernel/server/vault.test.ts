import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newKey, openVault, StartupError, Vault, VaultError, type KeyRing, type Suite } from './index.ts';

const ringOf = (suite: Suite): KeyRing => {
  const key = newKey(suite, 0);
  return { keys: [key], current: key.id };
};

describe.each(['intl', 'gm'] as const)('the vault in the suite %s', (suite) => {
  const vault = new Vault(ringOf(suite));

  it('opens what it sealed, for the same purpose only (property)', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), fc.string(), (plain, purpose, other) => {
        const box = vault.seal(plain, purpose);
        expect(vault.open(box, purpose)).toBe(plain);
        if (other !== purpose) expect(() => vault.open(box, other)).toThrow(VaultError);
      }),
    );
  });

  it('opens nothing that was touched (property)', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), fc.nat(), fc.integer({ min: 1, max: 255 }), (plain, place, change) => {
        const box = vault.seal(plain, 'person.phone');
        box[place % box.length]! ^= change;
        expect(() => vault.open(box, 'person.phone')).toThrow(VaultError);
      }),
    );
    const box = vault.seal('13800138000', 'person.phone');
    for (let length = 0; length < box.length; length++) expect(() => vault.open(box.subarray(0, length), 'person.phone')).toThrow(VaultError);
  });

  it('never gives the same box twice, and always the same hash', () => {
    expect(vault.seal('x', 'p').equals(vault.seal('x', 'p'))).toBe(false);
    expect(vault.lookup('x', 'p').equals(vault.lookup('x', 'p'))).toBe(true);
    expect(vault.lookup('x', 'p').equals(vault.lookup('x', 'q'))).toBe(false);
    expect(vault.lookup('x', 'p').equals(new Vault(ringOf(suite)).lookup('x', 'p'))).toBe(false);
    expect(vault.lookup('x', 'p')).toHaveLength(32);
  });
});

describe('rotation', () => {
  it('opens old boxes, seals with the new key, keeps the hashes, across suites', () => {
    const [old, fresh] = [newKey('intl', 0), newKey('gm', 1)];
    const before = new Vault({ keys: [old], current: old.id, lookup: old.id });
    const after = new Vault({ keys: [old, fresh], current: fresh.id, lookup: old.id });
    const box = before.seal('渭滨', 'p');
    expect(after.open(box, 'p')).toBe('渭滨');
    expect([after.stale(box), after.stale(after.seal('渭滨', 'p'))]).toEqual([true, false]);
    expect(after.lookup('渭滨', 'p').equals(before.lookup('渭滨', 'p'))).toBe(true);
    expect(() => before.open(after.seal('渭滨', 'p'), 'p')).toThrow('not in the key file');
  });

  it.each([
    ['no such current key', { keys: [newKey('intl', 0)], current: 'x' }],
    ['a short secret', { keys: [{ ...newKey('intl', 0), id: 'x', secret: 'YWJj' }], current: 'x' }],
  ])('refuses a ring with %s', (_, ring) => {
    expect(() => new Vault(ring)).toThrow(VaultError);
  });
});

describe('the key file', () => {
  let data: string;
  beforeAll(() => void (data = mkdtempSync(join(tmpdir(), 'hezhi-keys-'))));
  afterAll(() => rmSync(data, { recursive: true }));
  const demo = () => ({ demo: true, keyFile: null, data, crypto: 'intl' as const });

  it('is made in the demo, for its owner alone, and found again', () => {
    const box = openVault(demo(), 0).seal('x', 'p');
    expect(statSync(join(data, 'keys.json')).mode & 0o777).toBe(0o600);
    expect(openVault(demo(), 0).open(box, 'p')).toBe('x');
  });

  it('refuses with a sentence what cannot be right', () => {
    const path = join(data, 'other.json');
    const open = () => openVault({ ...demo(), keyFile: path }, 0);
    expect(open).toThrow(StartupError);
    expect(open).toThrow('does not exist');
    writeFileSync(path, 'no', { mode: 0o600 });
    expect(open).toThrow('is not JSON');
    writeFileSync(path, '{"keys":[]}');
    expect(open).toThrow('is not of the form');
    writeFileSync(path, readFileSync(join(data, 'keys.json')));
    expect(() => openVault({ ...demo(), keyFile: path, crypto: 'gm' }, 0)).toThrow('HEZHI_CRYPTO');
    chmodSync(path, 0o644);
    expect(open).toThrow('chmod 600');
  });
});
