import { Icon, Tag } from '@hezhi/ui';
import { useMarks, useSay, useWords } from '@hezhi/web';
import {
  amount,
  choiceWords,
  fraction,
  measures,
  measureWords,
  type BallotOutcome,
  type Condition,
  type Measure,
  type QuestionOutcome,
} from '../../contract/light.ts';
import type { Question } from '../../contract/question.ts';
import type { Ballot } from './client.ts';
import { OutcomeTag } from './state.tsx';

const share = (num: string | number, den: string | number): number => (Number(den) > 0 ? Math.min(100, (Number(num) / Number(den)) * 100) : 0);

/** A bar with a mark at what is needed. The sentence above says all of it, so the drawing is hidden from readers. */
function Bar({ part, mark, holds }: { part: number; mark?: number; holds?: boolean }) {
  return (
    <div className="hzb-bar" aria-hidden="true" data-holds={holds === undefined ? undefined : String(holds)}>
      <i style={{ width: `${part}%` }} />
      {mark === undefined ? null : <b style={{ left: `${mark}%` }} />}
    </div>
  );
}

/** One condition: reached or not, the sentence with exact figures, a bar. */
function ConditionLine({ one, about }: { one: Condition; about: string | null }) {
  const t = useWords('ballots');
  const marks = useMarks();
  const say = useSay();
  const need = one.part === 'mean' ? null : fraction(/[\d/]+/.exec(one.need)![0]);
  return (
    <li>
      <p>
        <span className="hzb-mark" data-holds={String(one.holds)}>
          <Icon name={one.holds ? 'check' : 'close'} />
          <span className="hz-visually-hidden">{t(one.holds ? 'result.reached' : 'result.missed')}</span>
        </span>
        {about ? `${about}${marks.colon}` : ''}
        {say(one.words)}
      </p>
      {need ? <Bar part={share(one.have.num, one.have.den)} mark={share(need.num.toString(), need.den.toString())} holds={one.holds} /> : null}
    </li>
  );
}

/** What came out of a ballot: the word, the sentences of its conditions, simple bars, who was elected. */
export function Result({ ballot }: { ballot: Ballot }) {
  const outcome = ballot.outcome as BallotOutcome | null;
  const t = useWords('ballots');
  if (!outcome) return null;
  const held = measures.filter((measure) => ballot.roll.totals[measure] !== undefined);
  return (
    <div className="hzb-result">
      <p className="hzb-outcome">
        <OutcomeTag outcome={outcome.outcome} />
      </p>
      {outcome.conditions.length > 0 ? (
        <>
          <h3>{t('result.part')}</h3>
          <ul className="hzb-conditions">
            {outcome.conditions.map((one) => (
              <ConditionLine key={`${one.measure}${one.need}`} one={one} about={null} />
            ))}
          </ul>
        </>
      ) : null}
      {ballot.questions.map((question) => {
        const found = outcome.questions.find(({ key }) => key === question.key);
        return found ? (
          <QuestionResult
            key={question.key}
            question={question}
            found={found}
            measures={held}
            quiet={ballot.questions.length === 1 || !ballot.binding.binding}
          />
        ) : null;
      })}
    </div>
  );
}

function QuestionResult({
  question,
  found,
  measures: held,
  quiet,
}: {
  question: Question;
  found: QuestionOutcome;
  measures: readonly Measure[];
  /** Says no word of its own: it is the only question, or the ballot is a poll and decides nothing. */
  quiet: boolean;
}) {
  const t = useWords('ballots');
  const say = useSay();
  const name = (key: string): string => question.options.find((one) => one.key === key)?.title ?? say(choiceWords(question, key));
  const first = held[0];
  // Rankings that run off end with sums of those alone who were left: the rounds say it, a bar of each option would not.
  const weighed = question.kind !== 'ranking' || found.count !== undefined;
  const all = first ? found.options.reduce((sum, one) => sum + (one.weights[first] ?? 0), 0) : 0;
  return (
    <section className="hzb-question">
      <h3>
        {question.title} {quiet ? null : <OutcomeTag outcome={found.outcome} />}
      </h3>
      {found.conditions.length > 0 ? (
        <ul className="hzb-conditions">
          {found.conditions.map((one) => (
            <ConditionLine key={`${one.about ?? ''}${one.measure}${one.need}`} one={one} about={one.about === null ? null : name(one.about)} />
          ))}
        </ul>
      ) : null}
      {found.mean ? <p>{t('result.mean', { mean: (Number(found.mean.num) / Number(found.mean.den)).toFixed(2) })}</p> : null}
      {found.count && found.options.length > 0 ? <p className="hz-small">{t('result.firsts')}</p> : null}
      {found.options.length > 0 && first ? (
        <ul className="hzb-options">
          {found.options.map((one) => (
            <li key={one.key}>
              <p>
                <strong>{name(one.key)}</strong>{' '}
                {weighed ? (
                  <span className="hz-num">
                    {held.map((measure) => `${say(measureWords[measure])} ${say(amount(measure, one.weights[measure] ?? 0))}`).join(' · ')}
                  </span>
                ) : null}{' '}
                {one.elected ? <Tag tone="good">{t('result.elected')}</Tag> : one.reserve ? <Tag>{t('result.reserve')}</Tag> : null}
              </p>
              {weighed ? <Bar part={share(one.weights[first] ?? 0, all)} /> : null}
            </li>
          ))}
        </ul>
      ) : null}
      {found.told && found.told.length > 0 ? (
        <details className="hzb-told" open={found.told.length <= 8}>
          <summary>{t('result.told')}</summary>
          <ul>
            {found.told.map((line) => (
              <li key={line['zh-Hans']}>{say(line)}</li>
            ))}
          </ul>
        </details>
      ) : null}
      {found.vacancies > 0 ? <p>{t('result.vacancies', { n: found.vacancies })}</p> : null}
      {found.lot.length > 0 ? <p className="hz-small">{t('result.lot', { names: found.lot.map(name).join(t('and')) })}</p> : null}
    </section>
  );
}

/** How many have taken part so far, where whoever looks may see it. */
export function TookPart({ ballot }: { ballot: Ballot }) {
  const t = useWords('ballots');
  const say = useSay();
  const { took_part: took, roll } = ballot;
  if (!took) return null;
  const held = measures.filter((measure) => roll.totals[measure] !== undefined);
  return (
    <div>
      <h3>{t('part.title', { count: took.ballots })}</h3>
      <ul className="hzb-options">
        {held.map((measure) => (
          <li key={measure}>
            <p className="hz-num">
              {t('part.of', {
                what: say(measureWords[measure]),
                have: say(amount(measure, took.totals[measure] ?? 0)),
                all: say(amount(measure, roll.totals[measure] ?? 0)),
              })}
            </p>
            <Bar part={share(took.totals[measure] ?? 0, roll.totals[measure] ?? 0)} />
          </li>
        ))}
      </ul>
    </div>
  );
}
