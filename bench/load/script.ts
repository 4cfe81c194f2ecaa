import pg from 'pg';
import type { Template } from './template.ts';

type Value = Template['statements'][number]['values'][number];

/** Text as a literal in which pgbench finds no variable. */
export const literal = (text: string): string =>
  `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "''").replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll(':', '\\x3A')}'`;

/** Text that only this transaction has. Ids of a client grow as UUIDs of version 7 do. */
function fresh(kind: 'id' | 'number', nth: number): string {
  if (kind === 'number') return `'F-' || :turn::text || '-' || :client_id::text || '-' || :k::text || '-${nth}'`;
  const count = `lpad(to_hex(:k::bigint), 12, '0')`;
  const mark = `'-7${nth.toString(16).padStart(3, '0')}-8' || lpad(to_hex(:client_id::bigint), 3, '0') || '-' || lpad(to_hex(:turn::bigint), 12, '0')`;
  return `substr(${count}, 1, 8) || '-' || substr(${count}, 9) || ${mark}`;
}

/** The slots of a transaction as one row, read and made once: those of its target by number, and the fresh ones. */
function slotsOf({ given, fresh: kinds }: Template): string {
  const columns = [...Array.from({ length: given }, (_, i) => `slots[${i + 1}] AS s${i}`), ...kinds.map((kind, i) => `${fresh(kind, i)} AS s${given + i}`)];
  const from = given > 0 ? ' FROM bench.target WHERE n = (:client_id::bigint * :stride::bigint + :k::bigint) % :targets::bigint' : '';
  return `slot AS MATERIALIZED (SELECT ${columns.join(', ')}${from})`;
}

/** A value as an SQL expression of its type. */
function expression(value: Value, type: string): string {
  if ('fixed' in value) {
    const { utils } = pg as unknown as { utils: { prepareValue(value: unknown): string | Buffer | null | undefined } };
    const text = utils.prepareValue(value.fixed);
    if (text === null || text === undefined) return `NULL::${type}`;
    return `${Buffer.isBuffer(text) ? `E'\\\\x${text.toString('hex')}'` : literal(text)}::${type}`;
  }
  if ('list' in value) return `ARRAY[${value.list.map((one) => expression(one, 'text')).join(', ')}]::${type}`;
  return `(${value.pieces.map((piece) => (typeof piece === 'string' ? literal(piece) : `(SELECT s${piece} FROM slot)`)).join(' || ')})::${type}`;
}

/**
 * The statements of a request as a script for pgbench, one transaction a request: parameters become expressions of the types that PostgreSQL gave them (`types`, by statement).
 * Needs the variables k, stride, targets and turn. Throws on a text in which pgbench would see a variable of its own.
 */
export function scriptOf(template: Template, types: readonly (readonly string[])[]): string {
  const slots = template.given + template.fresh.length > 0 ? slotsOf(template) : null;
  const statements = template.statements.map(({ text, values }, i) => {
    if (/(?<!:):[A-Za-z_]/.test(text)) throw new Error('a statement holds ":name", which pgbench takes for a variable of its own');
    const filled = text.trim().replace(/\$(\d+)/g, (_, n: string) => expression(values[Number(n) - 1]!, types[i]![Number(n) - 1]!));
    if (!slots) return `${filled};`;
    return /^WITH\s(?!RECURSIVE)/i.test(filled) ? `WITH ${slots}, ${filled.slice(5)};` : `WITH ${slots} ${filled};`;
  });
  return `\\set k :k + 1\n${statements.join('\n')}\n`;
}
