import { inParens, partsOf, statementsOf, type Statement } from './statements.ts';

/** One migration file of a room; `room` is the room's short name and the name of its schema. */
export type Migration = { readonly room: string; readonly file: string; readonly sql: string };
/** A table as its migrations make it. */
export type Table = { readonly name: string; readonly room: string; readonly file: string; readonly line: number; readonly tenant: boolean };
export type Fault = { readonly file: string; readonly line: number; readonly rule: string; readonly what: string };

type Made = Table & { readonly appendOnly: boolean };

/**
 * Checks all migrations of a house together: names in one order, one schema a room, `district` leading every key of a table that grows
 * (architecture.md, Data), rights given to the application's role, nothing that a distributed PostgreSQL could not follow.
 * A table without `district` says why in the comment above it, beginning `Reference:` or `No district:`.
 */
export function lintMigrations(migrations: readonly Migration[]): { faults: Fault[]; tables: Table[] } {
  const faults: Fault[] = [];
  const tables = new Map<string, Made>();
  const rights = new Map<string, Set<string>>();
  const numbers = new Map<string, string>();
  const ordered = [...migrations].sort((a, b) => (base(a.file) < base(b.file) ? -1 : 1));
  for (const migration of ordered) {
    const add = (line: number, rule: string, what: string): void => void faults.push({ file: migration.file, line, rule, what });
    checkName(migration.file, numbers, add);
    for (const statement of statementsOf(migration.sql)) {
      const { text, line } = statement;
      if (/^CREATE\s+(CONSTRAINT\s+)?(OR\s+REPLACE\s+)?(TRIGGER|RULE)\b/i.test(text))
        add(line, 'trigger', 'no triggers and no rules: append-only is a matter of grants (decision 2)');
      if (/\btimestamp\b(?!tz)(?!\s+with\s+time\s+zone)/i.test(unquoted(text))) add(line, 'type', 'times are timestamptz');
      if (/\b(small|big)?serial\b/i.test(unquoted(text))) add(line, 'type', 'ids are UUIDv7; where a number is needed use GENERATED ALWAYS AS IDENTITY');
      const made = /^CREATE\s+(?:UNLOGGED\s+)?TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?([\w.]+)/i.exec(text)?.[1];
      if (made) tables.set(made, checkTable(made, migration, statement, add));
      if (/^CREATE\s+UNIQUE\s+INDEX/i.test(text)) checkUnique(text, tables, line, add);
      readGrant(text, rights);
    }
  }
  for (const table of tables.values()) {
    const given = rights.get(table.name) ?? new Set();
    const add = (rule: string, what: string): void => void faults.push({ file: table.file, line: table.line, rule, what });
    if (given.size === 0) add('grant', `${table.name}: no GRANT … TO hezhi_app`);
    if (!rights.has(table.room) && table.room !== 'kernel') add('grant', `no GRANT USAGE ON SCHEMA ${table.room} TO hezhi_app`);
    if (table.appendOnly)
      for (const right of ['UPDATE', 'DELETE', 'TRUNCATE', 'ALL'])
        if (given.has(right)) add('append-only', `${table.name} is append-only, but ${right} is granted`);
  }
  return { faults, tables: [...tables.values()].map(({ name, room, file, line, tenant }) => ({ name, room, file, line, tenant })) };
}

type Add = (line: number, rule: string, what: string) => void;
const base = (file: string): string => file.split('/').at(-1) ?? file;
const unquoted = (text: string): string => text.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|(\$\w*\$)[\s\S]*?\1/g, "''");

function checkName(file: string, numbers: Map<string, string>, add: Add): void {
  const number = /^(20\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{4})-[a-z0-9]+(?:-[a-z0-9]+)*\.sql$/.exec(base(file))?.[1];
  if (!number) return add(1, 'name', `${base(file)}: a migration is named YYYYMMDDHHMM-words.sql`);
  const other = numbers.get(number);
  if (other) add(1, 'name', `${number} is also the number of ${other}; the order must not hang on the words`);
  numbers.set(number, file);
}

function checkTable(name: string, migration: Migration, statement: Statement, add: Add): Made {
  const { text, line, comment } = statement;
  const say = (rule: string, what: string): void => add(line, rule, `${name}: ${what}`);
  if (!name.startsWith(`${migration.room}.`)) say('schema', `a room's tables lie in its own schema, ${migration.room}`);
  const parts = partsOf(inParens(text));
  const key = columnsOf(parts.find((part) => /\bPRIMARY\s+KEY\b/i.test(part)) ?? '');
  const tenant = parts.some((part) => /^district\s/i.test(part)) && key[0] === 'district';
  const excused = /(^|\n)\s*(Reference|No district)\b/i.test(comment);
  if (key.length === 0) say('key', 'has no primary key');
  else if (!tenant && !excused)
    say(
      'district',
      `district must lead the primary key (${key.join(', ')}); a table without it says "Reference: …" or "No district: why" in the comment above`,
    );
  if (!excused) {
    const district = parts.find((part) => /^district\s/i.test(part));
    if (district && !(/COLLATE\s+"C"/i.test(district) && /NOT\s+NULL|PRIMARY\s+KEY/i.test(district))) say('district', 'district is text COLLATE "C" NOT NULL');
    for (const part of parts) {
      if (/\bUNIQUE\b/i.test(part) && !columnsOf(part).includes('district')) say('district', `a unique key must contain district: ${part}`);
      if (/\bREFERENCES\b/i.test(part) && !/FOREIGN\s+KEY\s*\([^)]*\bdistrict\b/i.test(part)) say('district', `a foreign key must contain district: ${part}`);
    }
  }
  return { name, room: migration.room, file: migration.file, line, tenant, appendOnly: statement.own && /append-only/i.test(comment) };
}

/** Columns of a key clause: those in its parentheses, or the column that the clause belongs to. */
function columnsOf(part: string): string[] {
  const list = /\b(?:PRIMARY\s+KEY|UNIQUE(?:\s+NULLS\s+NOT\s+DISTINCT)?)\s*(\([\s\S]*)/i.exec(part)?.[1];
  if (list) return partsOf(inParens(list)).map((column) => column.split(/\s/)[0] ?? '');
  const first = /^\w+/.exec(part)?.[0];
  return first === undefined ? [] : [first];
}

function checkUnique(text: string, tables: ReadonlyMap<string, Made>, line: number, add: Add): void {
  const table = /\bON\s+(?:ONLY\s+)?([\w.]+)/i.exec(text)?.[1] ?? '';
  const columns = partsOf(inParens(text.slice(text.search(/\bON\b/i))));
  if (tables.get(table)?.tenant && !columns.includes('district')) add(line, 'district', `a unique index on ${table} must contain district`);
}

function readGrant(text: string, rights: Map<string, Set<string>>): void {
  const grant = /^GRANT\s+([\s\S]+?)\s+ON\s+(SCHEMA\s+|TABLE\s+|SEQUENCE\s+|FUNCTION\s+)?([\s\S]+?)\s+TO\s+hezhi_app\b/i.exec(text);
  if (!grant) return;
  for (const name of partsOf(grant[3] ?? '')) {
    const set = rights.get(name) ?? new Set();
    for (const right of partsOf((grant[1] ?? '').replace(/\([^)]*\)/g, ''))) set.add(right.trim().split(/\s/)[0]?.toUpperCase() ?? '');
    rights.set(name, set);
  }
}
