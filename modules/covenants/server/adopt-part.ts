import { iso } from '@hezhi/contract';
import { resolveOwner } from '@hezhi/directory/server';
import { namesOf } from '@hezhi/matters/server';
import type { PartHooks } from '@hezhi/methods/server';
import type { Article, CovenantsFile } from '../contract/index.ts';
import { insertBrought } from './queries.ts';
import { uuidOf } from './uuid.ts';

/**
 * A pack that is put in force brings its covenants as drafts of the territory: the people there change them, are asked, and adopt them or not. The same version of a pack brings each once. Withdrawn,
 * a pack takes nothing away: what people worked on is theirs.
 */
export const adoptCovenants: PartHooks<CovenantsFile> = {
  async adopt(call, write, { district, area, pack, version, values }) {
    const covenants = values.flatMap(({ value }) => value.covenants);
    if (covenants.length === 0) return;
    const org = call.actor.post?.org ?? (await resolveOwner(call.house, district, { org: 'community', at: 'community' }, area, call.now)).org;
    if (org === null) return;
    const place = (await namesOf(call.house, district)).area(area);
    for (const one of covenants) {
      const id = uuidOf(`${district} ${area} ${pack} ${version} ${one.key}`);
      let chapter = '';
      const articles = one.articles.map((article): Article => {
        chapter = article.chapter?.['zh-Hans'] ?? chapter;
        return { id: uuidOf(`${id} ${article.key}`), chapter, kind: article.kind, text: article.text['zh-Hans'] };
      });
      const row = { district, id, area, scope: one.scope, scope_name: place, title: one.title['zh-Hans'], org, sign_by: one.sign_by, at: iso(call.now) };
      insertBrought(write, row, { articles, note: `${pack} ${version}` });
    }
  },
};
