import { describe, expect, it } from 'vitest';
import { lintMigrations } from './lint.ts';
import { statementsOf } from './statements.ts';

const sound = `-- A room.
CREATE SCHEMA shop;
GRANT USAGE ON SCHEMA shop TO hezhi_app;
CREATE TABLE shop.good (
  district text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  code text NOT NULL,
  PRIMARY KEY (district, id),
  UNIQUE (district, code)
);
CREATE UNIQUE INDEX good_code ON shop.good (district, lower(code));
GRANT SELECT, INSERT, UPDATE (code) ON shop.good TO hezhi_app;
-- Reference: the kinds.
CREATE TABLE shop.kind (key text PRIMARY KEY, words text UNIQUE);
CREATE TABLE shop.kind_group (key text PRIMARY KEY);
GRANT SELECT ON shop.kind, shop.kind_group TO hezhi_app;

-- Who bought what. Append-only by grant.
CREATE TABLE shop.sale (district text COLLATE "C" NOT NULL, seq bigint GENERATED ALWAYS AS IDENTITY, good uuid, CONSTRAINT sale_pkey PRIMARY KEY (district, seq),
  FOREIGN KEY (district, good) REFERENCES shop.good (district, id));
GRANT SELECT, INSERT ON shop.sale TO hezhi_app;
`;

/** The rules that a change of the sound migration breaks. */
function rules(change: (sql: string) => string, file = 'modules/shop/server/migrations/202611220900-shop.sql'): string[] {
  return lintMigrations([{ room: 'shop', file, sql: change(sound) }]).faults.map(({ line, rule }) => `${line} ${rule}`);
}

describe('the migrations lint', () => {
  it('passes a sound migration and names its tables', () => {
    const { faults, tables } = lintMigrations([{ room: 'shop', file: 'm/202611220900-shop.sql', sql: sound }]);
    expect(faults).toEqual([]);
    expect(tables.map(({ name, tenant }) => [name, tenant])).toEqual([
      ['shop.good', true],
      ['shop.kind', false],
      ['shop.kind_group', false],
      ['shop.sale', true],
    ]);
  });

  it.each([
    ['a key without district first', (sql: string) => sql.replace('PRIMARY KEY (district, id)', 'PRIMARY KEY (id, district)'), ['4 district']],
    [
      'a table without district and without a reason',
      (sql: string) => sql.replace('-- Reference: the kinds.', '-- The kinds.'),
      ['14 district', '14 district', '15 district'],
    ],
    ['no primary key', (sql: string) => sql.replace('  PRIMARY KEY (district, id),\n', ''), ['4 key']],
    ['a unique key without district', (sql: string) => sql.replace('UNIQUE (district, code)', 'UNIQUE (code)'), ['4 district']],
    ['a unique index without district', (sql: string) => sql.replace('(district, lower(code))', '(lower(code))'), ['11 district']],
    ['a foreign key without district', (sql: string) => sql.replace('FOREIGN KEY (district, good)', 'FOREIGN KEY (good)'), ['19 district']],
    ['a district without its collation', (sql: string) => sql.replace('district text COLLATE "C" NOT NULL,\n', 'district text NOT NULL,\n'), ['4 district']],
    ['no rights', (sql: string) => sql.replace('GRANT SELECT ON shop.kind, shop.kind_group TO hezhi_app;', ''), ['14 grant', '15 grant']],
    ['no right to the schema', (sql: string) => sql.replace('GRANT USAGE ON SCHEMA shop TO hezhi_app;', ''), ['4 grant', '14 grant', '15 grant', '19 grant']],
    [
      'an append-only table that may be changed',
      (sql: string) => sql.replace('GRANT SELECT, INSERT ON shop.sale', 'GRANT SELECT, INSERT, UPDATE ON shop.sale'),
      ['19 append-only'],
    ],
    ['a trigger', (sql: string) => `${sql}CREATE TRIGGER late BEFORE UPDATE ON shop.good EXECUTE FUNCTION f();\n`, ['22 trigger']],
    ['a table in another schema', (sql: string) => sql.replaceAll('shop.kind_group', 'store.kind_group'), ['15 schema']],
    ['a time without zone', (sql: string) => sql.replace('code text NOT NULL', 'code timestamp NOT NULL'), ['4 type']],
    ['a serial', (sql: string) => sql.replace('bigint GENERATED ALWAYS AS IDENTITY', 'bigserial'), ['19 type']],
  ])('bites %s', (_name, change, expected) => {
    expect(rules(change).toSorted()).toEqual(expected.toSorted());
  });

  it('bites a bad name and one number given twice', () => {
    expect(rules((sql) => sql, 'm/20261122-shop.sql')).toEqual(['1 name']);
    const twice = ['202611220900-a.sql', '202611220900-b.sql'].map((file) => ({ room: 'shop', file, sql: '' }));
    expect(lintMigrations(twice).faults.map(({ file, rule }) => `${file} ${rule}`)).toEqual(['202611220900-b.sql name']);
  });

  it('is not misled by semicolons and keywords in strings, bodies and comments', () => {
    const sql = `-- CREATE TRIGGER; no\nCREATE FUNCTION f() RETURNS text LANGUAGE sql AS $$ SELECT 'CREATE TRIGGER;' $$;\nSELECT ';'; /* ; */ SELECT "a;b"`;
    expect(statementsOf(sql).map(({ line }) => line)).toEqual([2, 3, 3]);
    expect(lintMigrations([{ room: 'shop', file: '202611220900-a.sql', sql }]).faults).toEqual([]);
  });
});
