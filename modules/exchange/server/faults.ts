import type { FieldFault, Language } from '@hezhi/contract';
import { faultsOf as spoken } from '@hezhi/server';
import { errors } from '../contract/index.ts';

type Issue = Parameters<typeof spoken>[0][number];
const known = new Map(Object.values(errors).map((def) => [def.code, def]));

/** Where an event is at fault, in words a stranger can act on: what may stand there is listed. `at`: path of what was looked at (`/data`). */
export function faultsOf(issues: readonly Issue[], at: string, language: Language): FieldFault[] {
  return spoken(issues, 'body', language, known).map((fault, i) => {
    const issue = issues[i];
    const allowed = issue?.code === 'invalid_value' ? ` (${issue.values.map(String).join(', ')})` : '';
    return { ...fault, path: `${at}${fault.path.slice('/body'.length)}`, detail: `${fault.detail}${allowed}` };
  });
}
