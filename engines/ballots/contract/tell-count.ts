import type { Words } from '@hezhi/contract/light';
import { amount, type Measure } from './measures.ts';
import type { Question } from './question.ts';
import type { QuestionOutcome } from './result.ts';
import type { Stage } from './stv.ts';

/** How rankings were counted, round by round, in sentences that anybody can follow with the figures in hand. They are part of the published tally since format 2 and compared when
 * it is recomputed: they may not be worded anew without another format (`testing/tally-2-ranking.json` holds them fast). */

type Round = QuestionOutcome['rounds'][number];
type Name = (key: string) => string;
const naming =
  (question: Question): Name =>
  (key) =>
    question.options.find((one) => one.key === key)?.title ?? key;

/** Votes as decimal text in the measure's unit: `12 票`, `4.33333 票`; areas cut to whole square centimetres. */
function votes(measure: Measure, text: string): Words {
  if (measure === 'area') return amount('area', BigInt(text.split('.')[0]!));
  if (measure === 'shares') return { 'zh-Hans': `${text} 份`, en: `${text} ${text === '1' ? 'share' : 'shares'}` };
  return { 'zh-Hans': `${text} 票`, en: `${text} ${text === '1' ? 'vote' : 'votes'}` };
}

/** Who stands at what, most first. */
function standings(measure: Measure, name: Name, sums: readonly (readonly [key: string, text: string])[]): Words {
  const order = sums.toSorted(([, a], [, b]) => Number(b) - Number(a));
  const all = order.map(([key, text]) => [name(key), votes(measure, text)] as const);
  return { 'zh-Hans': all.map(([who, has]) => `${who} ${has['zh-Hans']}`).join('，'), en: all.map(([who, has]) => `${who} ${has.en}`).join(', ') };
}

const names = (name: Name, keys: readonly string[]): Words => {
  const list = keys.map(name);
  return { 'zh-Hans': list.join('、'), en: list.length > 1 ? `${list.slice(0, -1).join(', ')} and ${list.at(-1)}` : (list[0] ?? '') };
};

const undecided = (name: Name, tied: readonly string[]): Words => ({
  'zh-Hans': `${names(name, tied)['zh-Hans']}票数相同，按规则不抽签，未能决定。`,
  en: `${names(name, tied).en} are equal and the rule draws no lot: not decided.`,
});

/** Instant runoff: each round's standing and who left or won; a further seat begins anew without those elected. */
export function tellRounds(question: Question, measure: Measure, rounds: readonly Round[], tied: readonly string[]): Words[] {
  const name = naming(question);
  let seat = 1;
  let number = 0;
  return rounds.map((round, at) => {
    number += 1;
    const sums = Object.entries(round.sums);
    const stand = standings(
      measure,
      name,
      sums.map(([key, sum]) => [key, String(sum)]),
    );
    const head: Words =
      question.seats > 1
        ? { 'zh-Hans': `第 ${seat} 个名额第 ${number} 轮：${stand['zh-Hans']}。`, en: `Seat ${seat}, round ${number}: ${stand.en}. ` }
        : { 'zh-Hans': `第 ${number} 轮：${stand['zh-Hans']}。`, en: `Round ${number}: ${stand.en}. ` };
    const last = at === rounds.length - 1;
    const all = sums.reduce((sum, [, one]) => sum + BigInt(one), 0n);
    let end: Words;
    if (round.out !== null)
      end = {
        'zh-Hans': `无人过半，${name(round.out)}票最少，出局，其票转给下一位选择。`,
        en: `Nobody has more than half; ${name(round.out)} has the fewest votes and drops out; those ballots go to their next choice.`,
      };
    else if (all === 0n) end = { 'zh-Hans': '没有人再得票。', en: 'Nobody has a vote left.' };
    else if (last && tied.length > 0) end = undecided(name, tied);
    else {
      const most = sums.reduce((best, one) => (one[1] > best[1] ? one : best));
      const half = BigInt(most[1]) * 2n > all;
      end = half
        ? { 'zh-Hans': `${name(most[0])}过半，当选。`, en: `${name(most[0])} has more than half and is elected.` }
        : { 'zh-Hans': `只剩${name(most[0])}，当选。`, en: `${name(most[0])} is the last one left and is elected.` };
    }
    if (round.out === null) {
      seat += 1;
      number = 0;
    }
    return { 'zh-Hans': head['zh-Hans'] + end['zh-Hans'], en: head.en + end.en };
  });
}

/** Borda: the points, once. */
export function tellPoints(question: Question, rounds: readonly Round[]): Words[] {
  const name = naming(question);
  const most = question.options.length - 1;
  return rounds.map(({ sums }) => {
    const order = Object.entries(sums).toSorted(([, a], [, b]) => b - a);
    return {
      'zh-Hans': `按名次计分（第一名 ${most} 分，以下逐名少 1 分）：${order.map(([key, sum]) => `${name(key)} ${sum} 分`).join('，')}。`,
      en: `Points by place (${most} for the first, one less for each place below): ${order.map(([key, sum]) => `${name(key)} ${sum}`).join(', ')}.`,
    };
  });
}

/** The single transferable vote, stage by stage. */
export function tellStages(
  question: Question,
  measure: Measure,
  count: { valid: string; quota: string; stages: readonly Stage[]; tied: readonly string[] },
): Words[] {
  const name = naming(question);
  const told = count.stages.map((stage, at): Words => {
    const stand = standings(measure, name, Object.entries(stage.votes));
    const before = at === 0 ? '0' : count.stages[at - 1]!.lost;
    const parts: Words[] = [];
    if (stage.did === 'first') {
      const [valid, quota] = [votes(measure, count.valid), votes(measure, count.quota)];
      parts.push({
        'zh-Hans': `有效票共 ${valid['zh-Hans']}，${question.seats} 个名额，当选数 ${quota['zh-Hans']}。按第一选择：${stand['zh-Hans']}。`,
        en: `${valid.en} in all, ${question.seats} ${question.seats === 1 ? 'seat' : 'seats'}, the quota is ${quota.en}. By first choice: ${stand.en}.`,
      });
    } else if (stage.did === 'fill')
      parts.push({
        'zh-Hans': '余下的人数不多于余下的名额，直接当选。',
        en: 'No more are left than there are seats left, so they are elected as they stand.',
      });
    else {
      const who = name(stage.of!);
      parts.push(
        stage.did === 'transfer'
          ? {
              'zh-Hans': `${who}超出当选数，其票按原值的 ${stage.value} 转给下一位选择：${stand['zh-Hans']}。`,
              en: `${who} has more than the quota; those ballots go to their next choice at ${stage.value} of the value they had: ${stand.en}.`,
            }
          : {
              'zh-Hans': `无人达到当选数，${who}票最少，出局，其票按原值转给下一位选择：${stand['zh-Hans']}。`,
              en: `Nobody else reaches the quota; ${who} has the fewest votes and drops out; those ballots go to their next choice at the value they had: ${stand.en}.`,
            },
      );
      if (stage.tie) {
        const equal = names(name, stage.tie.keys);
        parts.push(
          stage.tie.by === 'lot'
            ? {
                'zh-Hans': `（${equal['zh-Hans']}票数一直相同，由可核验的抽签决定。）`,
                en: ` (${equal.en} were equal throughout; the lot that anyone can draw again decided.)`,
              }
            : {
                'zh-Hans': `（${equal['zh-Hans']}票数相同，以最近一次不同的轮次为准。）`,
                en: ` (${equal.en} were equal; the latest round in which they differed decided.)`,
              },
        );
      }
      if (stage.lost !== before) {
        const lost = votes(measure, stage.lost);
        parts.push({ 'zh-Hans': `没有下一位可转的累计 ${lost['zh-Hans']}。`, en: ` Without a next choice so far: ${lost.en}.` });
      }
    }
    if (stage.elected.length > 0) {
      const won = names(name, stage.elected);
      parts.push(
        stage.did === 'fill'
          ? { 'zh-Hans': `${won['zh-Hans']}当选。`, en: ` Elected: ${won.en}.` }
          : { 'zh-Hans': `${won['zh-Hans']}达到当选数，当选。`, en: ` Reaching the quota and elected: ${won.en}.` },
      );
    }
    return {
      'zh-Hans': `第 ${at + 1} 轮：${parts.map((one) => one['zh-Hans']).join('')}`,
      en: `Round ${at + 1}: ${parts.map((one) => one.en).join('')}`,
    };
  });
  return count.tied.length > 0 ? [...told, undecided(name, count.tied)] : told;
}
