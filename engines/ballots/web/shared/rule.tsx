import { useLanguage, useSay, useWords } from '@hezhi/web';
import type { Ballot } from './client.ts';

type Told = Ballot['rule']['name'];

/** `278(1)(4)` as people cite it: 第278条第1款第4项. */
export function articleText(article: string, language: string): string {
  const match = /^(\d+)(?:\((\d+)\))?(?:\((\d+)\))?$/.exec(article);
  if (!match) return article;
  if (language === 'en') return `article ${article}`;
  const [item, sub] = language === 'zh-Hant' ? ['條', '項'] : ['条', '项'];
  return `第${match[1]}${item}${match[2] ? `第${match[2]}款` : ''}${match[3] ? `第${match[3]}${sub}` : ''}`;
}

/** A rule in words with its article: what must be reached, what happens to abstentions, changes and second ballots. */
export function RuleText({ name, law, article, words }: { name: Told; law: Told | null; article: string; words: readonly Told[] }) {
  const t = useWords('ballots');
  const say = useSay();
  const [language] = useLanguage();
  return (
    <div className="hzb-rule">
      <p>
        <strong>{say(name)}</strong>
        {law ? <span className="hz-small"> {t('rule.by', { law: say(law), article: articleText(article, language) })}</span> : null}
      </p>
      <ul>
        {words.map((one) => (
          <li key={one['zh-Hans']}>{say(one)}</li>
        ))}
      </ul>
    </div>
  );
}

/** The rule of a ballot; a poll has no law behind it. */
export const BallotRule = ({ ballot }: { ballot: Ballot }) => (
  <RuleText name={ballot.rule.name} law={ballot.rule.key === 'poll' ? null : ballot.rule.law} article={ballot.rule.article} words={ballot.rule.words} />
);
