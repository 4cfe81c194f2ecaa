import {
  amount,
  checkReceipt,
  measures,
  outcomeWords,
  readReceipt,
  recompute,
  tallyFormats,
  type Fault,
  type TallyFile,
  type Weights,
} from '../../contract/light.ts';

export type Tongue = 'zh-Hans' | 'en';
/** One line of what the verifier says. */
export type Line = { kind: 'title' | 'head' | 'good' | 'bad' | 'note' | 'plain'; text: string };

/** Reads a file; null when it is no tally of ours. */
export function readTally(text: string): TallyFile | null {
  try {
    const file = JSON.parse(text) as TallyFile;
    const sound =
      tallyFormats.includes(file.format) &&
      typeof file.ballot === 'string' &&
      Array.isArray(file.questions) &&
      Array.isArray(file.leaves) &&
      typeof file.rule === 'object' &&
      typeof file.sums === 'object' &&
      typeof file.cast?.totals === 'object' &&
      typeof file.roll?.totals === 'object' &&
      typeof file.outcome?.outcome === 'string';
    return sound ? file : null;
  } catch {
    return null;
  }
}

const said = {
  'zh-Hans': {
    right: '核验通过：文件中的每一条都已重新计算，票根、合计、参与和结果全部一致。',
    rightSums: '核验通过：合计、参与和结果一致。票数太少，为保护投票人，没有公布逐条计票条，无法从单票重新累加。',
    rightOutcome: '票数太少，按规则只公布结果，没有可以重新计算的合计。',
    wrong: '核验不通过：文件自相矛盾，请保留此文件并提出异议。',
    binding: '有约束力的表决',
    poll: '意见征询，不具约束力',
    basis: '依据',
    rule: '表决规则',
    roll: '名册',
    voters: '投票人',
    cast: '有效票',
    spoiled: '其中无法识别',
    displaced: '被后票取代而未计',
    root: '票根（梅克尔树根）',
    outcome: '结果',
    thin: '提示：有面值只出现在少数几张票上，这几张票的权重可能被推断。',
    receiptBad: '这不是投票回执。回执由表决编号和 32 位随机码组成。',
    receiptOther: '这是另一场表决的回执。',
    receiptIn: '您的票在计票文件中：',
    receiptOut: '计票文件中没有这张回执。若您后来改过票，请用最后一次的回执；仍然没有时，请向监督小组提出异议。',
    receiptNone: '票数太少，为保护投票人，这场表决没有公布逐条计票条，回执无从查找；您的票仍计在合计里。',
    yes: '同意',
    no: '反对',
    abstain: '弃权',
    '!': '无法识别',
    root_: '票根与计票条不符',
    sums: '合计与计票条不符',
    participation: '这一题的总权重与参与权重不符',
    outcome_: '结果与规则、合计不符',
    order: '顺序不符',
    format: '文件格式不符',
    more_than_roll: '参与超过名册总数',
    weight: '权重不符',
  },
  en: {
    right: 'Checked: every line of the file was computed anew; root, sums, participation and outcome all agree.',
    rightSums:
      'Checked: sums, participation and outcome agree. Too few voted for single slips to be published without pointing at people, so the sums cannot be added up from ballots.',
    rightOutcome: 'Too few voted; by the rule only the outcome is published, and there are no sums to compute.',
    wrong: 'Not right: the file contradicts itself. Keep it and object.',
    binding: 'A binding decision',
    poll: 'An opinion poll, not binding',
    basis: 'Basis',
    rule: 'Rule',
    roll: 'Roll',
    voters: 'voters',
    cast: 'Ballots that count',
    spoiled: 'of them unreadable',
    displaced: 'displaced by another of the same voter',
    root: 'Root of the Merkle tree',
    outcome: 'Outcome',
    thin: 'Note: some denominations are held by very few ballots; the weight of these may be guessed.',
    receiptBad: 'This is no receipt. A receipt is the number of the ballot and 32 random digits.',
    receiptOther: 'This receipt belongs to another ballot.',
    receiptIn: 'Your vote is in the tally:',
    receiptOut:
      'The tally does not know this receipt. If you changed your vote, use the last receipt; if it is still missing, object to the supervision group.',
    receiptNone: 'Too few voted for single slips to be published, so no receipt can be looked up; your vote is counted in the sums all the same.',
    yes: 'Yes',
    no: 'No',
    abstain: 'Abstained',
    '!': 'Unreadable',
    root_: 'The root is not that of the slips',
    sums: 'The sums are not those of the slips',
    participation: 'The weight in this question is not the weight that took part',
    outcome_: 'The outcome does not follow from rule and sums',
    order: 'The order is not right',
    format: 'The format is not right',
    more_than_roll: 'More took part than the roll holds',
    weight: 'A weight is not right',
  },
} as const;

/** A choice in words. */
export function choiceWords(file: TallyFile, question: string, choice: string, tongue: Tongue): string {
  const fixed: Readonly<Record<string, string>> = said[tongue];
  if (['yes', 'no', 'abstain', '!'].includes(choice)) return fixed[choice]!;
  const asked = file.questions.find(({ key }) => key === question);
  if (!asked || asked.kind === 'rating') return choice;
  const title = (key: string): string => asked.options.find((one) => one.key === key)?.title ?? key;
  return asked.kind === 'choose' ? choice.split('+').map(title).join('、') : choice.split('>').map(title).join(' > ');
}

const weightWords = (weights: Weights, tongue: Tongue): string =>
  measures
    .filter((measure) => weights[measure] !== undefined)
    .map((measure) => amount(measure, weights[measure]!)[tongue])
    .join('，');

const faultWords = (fault: Fault, tongue: Tongue): string => {
  const words: Readonly<Record<string, string>> = said[tongue];
  return `${words[`${fault.what}_`] ?? words[fault.what] ?? fault.what}（${fault.where}）`;
};

/** Recomputes the file and says in words what came out. `ok`: nothing contradicts. */
export function judge(file: TallyFile, tongue: Tongue): { ok: boolean; lines: Line[] } {
  const t = said[tongue];
  const lines: Line[] = [];
  const add = (kind: Line['kind'], text: string): void => void lines.push({ kind, text });
  const { faults, outcome, sums, root } = recompute(file);
  const ok = faults.length === 0;
  add('title', file.title);
  add(
    ok ? (file.form === 'outcome' ? 'note' : 'good') : 'bad',
    ok ? (file.form === 'sums' ? t.rightSums : file.form === 'outcome' ? t.rightOutcome : t.right) : t.wrong,
  );
  for (const fault of faults) add('bad', faultWords(fault, tongue));
  add('plain', `${file.binding.binding ? t.binding : t.poll}${file.binding.basis ? `。${t.basis}：${file.binding.basis}` : ''}`);
  add('plain', `${t.rule}：${file.rule.name[tongue]}（${file.rule.article.law[tongue]} ${file.rule.article.article}）`);
  add('plain', `${t.roll}：${file.roll.title}，${file.roll.voters} ${t.voters}（${weightWords(file.roll.totals, tongue)}）`);
  add(
    'plain',
    `${t.cast}：${file.cast.ballots}（${weightWords(file.cast.totals, tongue)}）；${t.spoiled} ${file.cast.spoiled}；${t.displaced} ${file.cast.displaced}`,
  );
  for (const { words, holds } of outcome.conditions) add(holds ? 'good' : 'bad', words[tongue]);
  for (const question of file.questions) {
    const found = outcome.questions.find(({ key }) => key === question.key);
    add('head', question.title);
    for (const [choice, weights] of Object.entries(sums[question.key] ?? {}).toSorted(([, a], [, b]) => (b.heads ?? 0) - (a.heads ?? 0)))
      add('plain', `${choiceWords(file, question.key, choice, tongue)}：${weightWords(weights, tongue)}`);
    for (const { words, holds, about } of found?.conditions ?? [])
      add(holds ? 'good' : 'bad', `${about === null ? '' : `${choiceWords(file, question.key, about, tongue)}：`}${words[tongue]}`);
    for (const line of found?.told ?? []) add('plain', line[tongue]);
    if (found) add('plain', `${t.outcome}：${found.words[tongue]}`);
  }
  add('head', `${t.outcome}：${outcomeWords[outcome.outcome][tongue]}`);
  if (file.thin > 0) add('note', t.thin);
  add('plain', `${t.root}：${root}`);
  return { ok, lines };
}

/** Looks a receipt up and says what it stands for. `ok`: it is in the tally. */
export function judgeReceipt(file: TallyFile, text: string, tongue: Tongue): { ok: boolean; lines: Line[] } {
  const t = said[tongue];
  const receipt = readReceipt(text);
  if (!receipt) return { ok: false, lines: [{ kind: 'bad', text: t.receiptBad }] };
  if (receipt.ballot !== file.ballot.toLowerCase()) return { ok: false, lines: [{ kind: 'bad', text: t.receiptOther }] };
  // Small ballots publish sums or the outcome alone: a receipt that cannot be looked up is no fault of theirs.
  if (file.form === 'sums' || file.form === 'outcome') return { ok: false, lines: [{ kind: 'note', text: t.receiptNone }] };
  const found = checkReceipt(file, receipt.nonce);
  if (!found) return { ok: false, lines: [{ kind: 'bad', text: t.receiptOut }] };
  const lines: Line[] = [{ kind: 'good', text: found.label === null ? t.receiptIn : `${t.receiptIn}${found.label}` }];
  for (const { question, choice, weights } of found.votes) {
    const title = file.questions.find(({ key }) => key === question)?.title ?? question;
    lines.push({ kind: 'plain', text: `${title}：${choiceWords(file, question, choice, tongue)}（${weightWords(weights, tongue)}）` });
  }
  return { ok: true, lines };
}
