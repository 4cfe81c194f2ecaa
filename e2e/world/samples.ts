import { newId } from '@hezhi/contract';
import type { Api, Json } from './api.ts';

const district = '610402';
type Items = { items: Json[] };

/** Addresses of pages that name a topic, meeting, ballot, covenant, posting, deputy or question of the demo town, by `app path`. */
export async function autonomySamples(street: Api): Promise<ReadonlyMap<string, string>> {
  const list = async (path: string): Promise<Json[]> => (await street.call<Items>('GET', path)).items;
  const first = (items: readonly Json[], fits: (one: Json) => boolean, what: string): Json => {
    const found = items.find(fits);
    if (!found) throw new Error(`The demo town has no ${what}.`);
    return found;
  };
  const talks = await list(`/public/talks?district=${district}&limit=50`);
  const meetings = await list(`/public/meetings?district=${district}&limit=50`);
  const ballot = first(await list(`/public/ballots?district=${district}&state=open&limit=20`), () => true, 'open ballot');
  const roll = first(await list('/ballots/rolls?limit=50'), (one) => one['published_at'] !== null, 'published roll');
  const compound = first(await list('/owners?limit=20'), () => true, 'compound');
  const vote = first(await list(`/owners/${compound['id']}/votes?limit=20`), ({ state }) => state === 'voting', 'vote of owners under way');
  const bodies = await list('/deliberation-bodies?limit=20');
  const opinions = await list('/opinions?limit=20');
  const open = first(opinions, ({ state }) => state === 'open', 'open question');
  const draft = newId();
  const statements = ['应当多种树', '应当装长椅', '应当留出跑道'];
  const day = (n: number): string => new Date(Date.now() + n * 86_400_000).toISOString();
  await street.call('POST', '/opinions', {
    id: draft,
    title: '街心公园怎么改',
    about: '街心公园明年改造，请大家说说看法。',
    opensAt: day(1),
    closesAt: day(9),
    proposing: true,
    statements,
  });
  const covenants = await list('/covenants?limit=20');
  const kept = first(covenants, ({ version }) => version > 0, 'covenant in force');
  const drafted = first(covenants, ({ phase }) => phase === 'consulting', 'covenant in drafting');
  const studio = first(await list('/deputies/studios'), () => true, 'studio');
  const person = first(await list('/deputies/people'), () => true, 'deputy');
  const reception = first(await list('/deputies/receptions?limit=20'), ({ state }) => state === 'planned', 'reception day');
  const posting = first(await list('/publicity/postings?class=finance&limit=20'), () => true, 'posting');
  return new Map([
    ['resident /talk/:district/:id', `/talk/${district}/${first(talks, ({ state }) => state === 'carrying_out', 'topic carried out')['id']}`],
    ['resident /meet/:district/:id', `/meet/${district}/${first(meetings, () => true, 'meeting')['id']}`],
    ['desk /meetings/:id', `/meetings/${first(meetings, () => true, 'meeting')['id']}`],
    ['desk /bodies/:id', `/bodies/${first(bodies, () => true, 'body')['id']}`],
    ['resident /vote/:district/:id', `/vote/${district}/${ballot['id']}`],
    ['resident /roll/:district/:id', `/roll/${district}/${roll['id']}`],
    ['field /collect/:id', `/collect/${ballot['id']}`],
    ['desk /ballots/:id', `/ballots/${ballot['id']}`],
    ['desk /ballots/:id/papers', `/ballots/${ballot['id']}/papers`],
    ['desk /ballots/:id/print', `/ballots/${ballot['id']}/print`],
    ['desk /ballots/rolls/:id', `/ballots/rolls/${roll['id']}`],
    ['resident /opinions/:district/:id', `/opinions/${district}/${open['id']}`],
    ['desk /opinions/:id', `/opinions/${open['id']}`],
    ['desk /opinions/:id/edit', `/opinions/${draft}/edit`],
    ['resident /covenant/:district/:id', `/covenant/${district}/${kept['id']}`],
    ['desk /covenants/:id', `/covenants/${kept['id']}`],
    ['desk /covenants/:id/reminders', `/covenants/${kept['id']}/reminders`],
    ['desk /covenants/:id/edit', `/covenants/${drafted['id']}/edit`],
    ['desk /covenants/:id/decide', `/covenants/${drafted['id']}/decide`],
    ['resident /deputies/at/:district/:id', `/deputies/at/${district}/${studio['id']}`],
    ['resident /deputies/day/:district/:id', `/deputies/day/${district}/${reception['id']}`],
    ['desk /deputies/studio/:id', `/deputies/studio/${studio['id']}`],
    ['desk /deputies/person/:id', `/deputies/person/${person['id']}`],
    ['desk /deputies/day/:id', `/deputies/day/${reception['id']}`],
    ['resident /board/:district/:id', `/board/${district}/${posting['id']}`],
    ['desk /postings/:id', `/postings/${posting['id']}`],
    ['desk /postings/:id/edit', `/postings/${posting['id']}/edit`],
    ['resident /owners/:district/:group', `/owners/${district}/${compound['id']}`],
    ['resident /owners/:district/:group/propose', `/owners/${district}/${compound['id']}/propose`],
    ['resident /owners/:group', `/owners/${compound['id']}`],
    ['resident /owners/:group/propose', `/owners/${compound['id']}/propose`],
    ['resident /owners-vote/:district/:id', `/owners-vote/${district}/${vote['id']}`],
    ['desk /owners/:id', `/owners/${compound['id']}`],
    ['desk /methods/packs/:key', '/methods/packs/weibin'],
    ['desk /methods/packs/:key/install', '/methods/packs/weibin/install'],
  ]);
}
