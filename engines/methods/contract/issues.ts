import type { Words } from '@hezhi/contract/light';
import type { z } from 'zod';
import { faultWords, fill, type FaultCode } from './faults.ts';
import type { Path } from './part.ts';

type Issue = z.core.$ZodIssue;
type Told = { code: FaultCode; path: Path; words: Words };

const w = (hans: string, en: string): Words => ({ 'zh-Hans': hans, en });
const types: Readonly<Record<string, Words>> = {
  string: w('文字', 'text'),
  number: w('数字', 'a number'),
  int: w('整数', 'a whole number'),
  boolean: w('true 或 false', 'true or false'),
  array: w('列表', 'a list'),
  object: w('一组“名称: 值”', 'a set of “name: value” lines'),
  record: w('一组“名称: 值”', 'a set of “name: value” lines'),
  null: w('空', 'nothing'),
};

/** What a schema says about a value, as faults with sentences in both languages; each names the very place. */
export function tellIssues(issues: readonly Issue[], at: Path = []): Told[] {
  return issues.flatMap((issue) => tellIssue(issue, [...at, ...(issue.path as Path)]));
}

function tellIssue(issue: Issue, path: Path): Told[] {
  const told = (code: FaultCode, values: Parameters<typeof fill>[1] = {}): Told[] => [{ code, path, words: fill(faultWords[code], values) }];
  switch (issue.code) {
    case 'invalid_type':
      // What is missing is reported where it should stand: at the thing that lacks it.
      if (issue.input === undefined && path.length > 0)
        return [{ code: 'missing', path: path.slice(0, -1), words: fill(faultWords.missing, { name: String(path.at(-1)) }) }];
      return told('wrong_type', { type: types[issue.expected] ?? w('别的类型', `of the type ${issue.expected}`) });
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ code: 'unknown_key', path: [...path, key], words: fill(faultWords.unknown_key, { names: key }) }));
    case 'invalid_value':
      return told('not_offered', { options: issue.values.map(String).join(', ') });
    case 'too_small':
    case 'too_big': {
      const small = issue.code === 'too_small';
      const limit = String(small ? issue.minimum : issue.maximum);
      if (issue.origin === 'string') return small ? told('empty') : told('too_long', { limit });
      if (issue.origin === 'array' || issue.origin === 'set') return told(small ? 'too_few' : 'too_many', { limit });
      return told(issue.code, { limit });
    }
    case 'invalid_key':
      return told('wrong_format');
    case 'invalid_union':
      return tellUnion(issue, path);
    case 'invalid_element':
      return tellIssues(issue.issues, path);
    case 'custom':
      return told('no_variant', { what: issue.message });
    default:
      return told('wrong_format');
  }
}

/** Of several possible forms the one that comes nearest speaks: the one with the fewest faults, at the deepest place. */
function tellUnion(issue: Issue & { code: 'invalid_union' }, path: Path): Told[] {
  const ways = issue.errors.map((errors) => tellIssues(errors, path));
  const weight = (faults: readonly Told[]): number => faults.reduce((sum, { code }) => sum + (code === 'wrong_type' || code === 'not_offered' ? 2 : 1), 0);
  const best = ways.toSorted((a, b) => depth(b) - depth(a) || weight(a) - weight(b))[0];
  if (best && best.length > 0) return best;
  const options = 'discriminator' in issue && typeof issue.discriminator === 'string' ? issue.discriminator : '';
  return [{ code: 'no_variant', path, words: fill(faultWords.no_variant, { what: options || issue.message }) }];
}

const depth = (faults: readonly Told[]): number => Math.max(0, ...faults.map(({ path }) => path.length));
