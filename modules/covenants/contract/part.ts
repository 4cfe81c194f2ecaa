import { definePart } from '@hezhi/methods/contract';
import { z } from 'zod';
import { articleKinds } from './articles.ts';
import { scopes } from './schemas.ts';

const Words = z.object({ 'zh-Hans': z.string().trim().min(1).max(500), en: z.string().trim().min(1).max(1000) }).strict();
const Key = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/);

/** `covenants.yaml`: texts of covenants that a place is given to begin with. Each becomes a draft that its people work on; nothing comes into force by a pack. */
export const CovenantsFile = z
  .object({
    covenants: z
      .array(
        z
          .object({
            key: Key,
            title: Words.describe('Name of the covenant'),
            scope: z.enum(scopes).describe('Whose covenant it is: a community, village, compound, street of shops or group'),
            sign_by: z.enum(['person', 'household']).default('household').describe('Who signs'),
            articles: z
              .array(
                z
                  .object({
                    key: Key,
                    chapter: Words.optional().describe('Chapter that begins here or goes on'),
                    kind: z.enum(articleKinds).describe('rule, encouraged (提倡) or forbidden (禁止)'),
                    text: Words.describe('The article, in one sentence'),
                  })
                  .strict(),
              )
              .min(1)
              .max(200)
              .describe('Its articles in order'),
          })
          .strict(),
      )
      .min(1)
      .max(20)
      .describe('Covenants to begin with'),
  })
  .strict();
export type CovenantsFile = z.output<typeof CovenantsFile>;

const twice = (keys: readonly string[]): number => keys.findIndex((key, at) => keys.indexOf(key) !== at);
const same = { 'zh-Hans': '同一个 key 用了两次', en: 'The same key stands here twice' };

/** The part of a method pack (D6, X1): Qionglai's encouraged and forbidden acts come so. */
export const covenantsPart = definePart<CovenantsFile>({
  key: 'covenants',
  file: 'covenants.yaml',
  name: { 'zh-Hans': '公约范本', en: 'Texts of covenants' },
  room: 'covenants',
  what: 'Texts of covenants by which a community begins its own: acts encouraged and forbidden. Installed, each becomes a draft for suggestions, never a rule in force.',
  schema: CovenantsFile,
  check({ covenants }) {
    const faults = [];
    const at = twice(covenants.map((one) => one.key));
    if (at >= 0) faults.push({ code: 'covenants.key_twice', path: ['covenants', at, 'key'], words: same });
    covenants.forEach((one, n) => {
      const found = twice(one.articles.map((article) => article.key));
      if (found >= 0) faults.push({ code: 'covenants.key_twice', path: ['covenants', n, 'articles', found, 'key'], words: same });
    });
    return faults;
  },
});
