import type { ErrorDef } from '@hezhi/contract';

type Json = Record<string, unknown>;

/** A problem reply of one status: its codes, each with an example in the first language. */
export function problemResponse(defs: readonly ErrorDef[]): Json {
  const status = defs[0]!.status;
  return {
    description: defs.map((def) => `\`${def.code}\` ${def.words.en}`).join('\n\n'),
    'x-codes': defs.map((def) => def.code),
    content: {
      'application/problem+json': {
        schema: { $ref: '#/components/schemas/Problem' },
        examples: Object.fromEntries(
          defs.map((def) => [
            def.code,
            {
              value: { type: `/errors/${def.code}`, title: def.words['zh-Hans'], status, code: def.code, detail: def.words['zh-Hans'], reference: '7K3M9Q2A' },
            },
          ]),
        ),
      },
    },
    ...(status === 429 || status === 503 ? { headers: { 'Retry-After': { description: 'Seconds', schema: { type: 'integer' } } } } : {}),
  };
}
