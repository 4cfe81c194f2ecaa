import { audit } from '@hezhi/directory/server';
import type { Call, Wire } from '@hezhi/server';
import { Readable } from 'node:stream';
import type { exportFiles } from '../contract/index.ts';
import { commentLine, heads, participantLine, participantsHead, summaryFile, voteLine } from './polis-files.ts';
import { castVotes, findMap, groupings, pageOfVotes, tallied } from './queries-votes.ts';
import { mustFind } from './questions.ts';
import { showable } from './view.ts';

const PAGE = 5000;
type File = (typeof exportFiles)[number];

/**
 * One of the files of Polis' open data. The words and votes are public or pseudonymous, but whoever knows how somebody voted on a few statements may find the rest in
 * the line of that person: so the files are for the staff, and each reading stands in the audit log. Groups that may not be shown have no number here either.
 */
export async function exportFile(call: Call, id: string, file: File, wire: Wire): Promise<Readable> {
  const question = await mustFind(call, id);
  const { district } = question;
  const write = call.with({ key: null }).write();
  audit(write, call, { action: 'opinions.export', target: id, detail: { file } });
  await write.run(call.db);
  void wire.reply
    .header('content-type', 'text/csv; charset=utf-8; header=present')
    .header('content-disposition', `attachment; filename="${file}"`)
    .header('cache-control', 'no-store');
  const comments = await tallied(call.db, district, id);
  const { statements, rows } = await castVotes(call.db, district, id);
  const row = await findMap(call.db, district, id);
  const shown = row ? showable(row.result.groups.map(({ size }) => size)) : [];
  const visible = new Set(row?.result.groups.filter((_, i) => shown[i]).map((group) => group.id));
  const groups = new Map(
    (await groupings(call.db, district, id)).filter(({ grouped }) => visible.has(grouped)).map(({ participant, grouped }) => [participant, grouped]),
  );
  const voters = new Map(rows.map(({ participant }, i) => [participant, i + 1]));
  const column = new Map(statements.map((one, j) => [one.id, j]));
  const authorOf = (one: (typeof comments)[number]): number => {
    if (one.source === 'seed') return 0;
    if (!voters.has(one.author)) voters.set(one.author, voters.size + 1);
    return voters.get(one.author)!;
  };
  const files: Record<File, () => AsyncGenerator<string>> = {
    async *'votes.csv'() {
      yield `${heads.votes}\r\n`;
      for (let after: { participant: string; statement: string } | null = null; ;) {
        const page = await pageOfVotes(call.db, district, id, after, PAGE);
        for (const one of page) yield voteLine({ at: one.at, comment: column.get(one.statement)!, voter: voters.get(one.participant)!, vote: one.vote });
        if (page.length < PAGE) return;
        after = page.at(-1)!;
      }
    },
    async *'comments.csv'() {
      yield `${heads.comments}\r\n`;
      for (const one of comments)
        yield commentLine({
          at: one.at,
          comment: column.get(one.id)!,
          author: authorOf(one),
          agrees: one.agrees,
          disagrees: one.disagrees,
          shown: one.state === 'shown',
          text: one.public_text,
        });
    },
    async *'participants-votes.csv'() {
      const proposed = new Map<string, number>();
      for (const one of comments) if (one.source === 'resident') proposed.set(one.author, (proposed.get(one.author) ?? 0) + 1);
      yield participantsHead(statements.length);
      for (const { participant, cast } of rows) {
        const votes: (number | null)[] = statements.map(() => null);
        for (const one of cast.split(' ')) {
          const [j, vote] = one.split(':').map(Number) as [number, number];
          votes[j] = vote;
        }
        yield participantLine({ voter: voters.get(participant)!, group: groups.get(participant) ?? null, comments: proposed.get(participant) ?? 0, votes });
      }
    },
    async *'summary.csv'() {
      yield summaryFile([
        ['topic', question.title],
        ['voters', rows.length],
        ['voters-in-conv', row?.result.placed ?? 0],
        ['commenters', new Set(comments.filter(({ source }) => source === 'resident').map(({ author }) => author)).size],
        ['comments', comments.length],
        ['groups', visible.size],
        ['conversation-description', question.about],
      ]);
    },
  };
  return Readable.from(files[file]());
}
