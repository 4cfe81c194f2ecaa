import type { Words } from '@hezhi/contract/light';
import { tellWho, whoMay, type WhoMay } from '@hezhi/directory/light';
import { definePart } from '@hezhi/methods/contract';
import { z } from 'zod';

/** Who answers a question of a community where no pack says otherwise. */
export const usualWho: WhoMay = 'community_declared';

export const OpinionsFile = z
  .object({
    who: z
      .enum(whoMay)
      .describe(
        'Who may vote and propose on an open question of a community, unless the question says otherwise: every account of the district, residents of the street, residents by their own word, or residents whom the community has confirmed',
      ),
  })
  .strict();
export type OpinionsFile = z.output<typeof OpinionsFile>;

const what: Words = { 'zh-Hans': '谁能参加意见征集', en: 'Who may answer open questions' };

/** `opinions.yaml`: who answers open questions (D1, D3). */
export const opinionsPart = definePart<OpinionsFile>({
  key: 'opinions',
  file: 'opinions.yaml',
  name: { 'zh-Hans': '意见征集', en: 'Open questions' },
  room: 'opinions',
  what: 'Who may answer open questions of a community.',
  schema: OpinionsFile,
  words: { who: { 'zh-Hans': '谁能参加', en: 'who may take part' } },
  tell: ({ path, before, after }) => (path.length === 1 && path[0] === 'who' ? tellWho(what, before, after) : null),
});
