import { Icon } from '@hezhi/ui';
import { useWords } from '@hezhi/web';
import { useId } from 'react';
import { ABSTAIN } from '../../contract/light.ts';
import type { Question } from '../../contract/question.ts';

type Given = { question: Question; value: string | undefined; onChange: (choice: string | undefined) => void; number: number | null };

/** One question with large targets: radio buttons, tick boxes or an order, and abstaining. The value is the choice in text (`yes`, `a+b`, `a>b`, `4`, `abstain`). */
export function QuestionField(given: Given) {
  const t = useWords('ballots');
  const { question, number } = given;
  const most = question.most ?? question.seats;
  const how = question.kind === 'choose' ? t(most === 1 ? 'ask.one' : 'ask.most', { n: most }) : question.kind === 'ranking' ? t('ask.order') : null;
  return (
    <fieldset className="hzb-ask">
      <legend>
        {number === null ? '' : `${number}. `}
        {question.title}
      </legend>
      {question.text ? <p className="hzb-text">{question.text}</p> : null}
      {how ? <p className="hz-small">{how}</p> : null}
      {question.kind === 'choose' && most > 1 ? <Several {...given} most={most} /> : question.kind === 'ranking' ? <Order {...given} /> : <OneOf {...given} />}
    </fieldset>
  );
}

function OneOf({ question, value, onChange }: Given) {
  const t = useWords('ballots');
  const name = useId();
  const options: { key: string; title: string; text: string }[] =
    question.kind === 'yes_no'
      ? [
          { key: 'yes', title: t('choice.yes'), text: '' },
          { key: 'no', title: t('choice.no'), text: '' },
        ]
      : question.kind === 'rating'
        ? Array.from({ length: question.scale!.to - question.scale!.from + 1 }, (_, i) => ({
            key: String(question.scale!.from + i),
            title: String(question.scale!.from + i),
            text: '',
          }))
        : [...question.options];
  return (
    <div className={question.kind === 'rating' ? 'hzb-scale' : 'hzb-choices'}>
      {[...options, { key: ABSTAIN, title: t('choice.abstain'), text: '' }].map((one) => (
        <label key={one.key} className="hzb-choice" data-on={value === one.key ? '' : undefined}>
          <input type="radio" name={name} value={one.key} checked={value === one.key} onChange={() => onChange(one.key)} />
          <span>
            {one.title}
            {one.text ? <span className="hz-small hzb-text">{one.text}</span> : null}
          </span>
          {value === one.key && question.kind !== 'rating' ? <Icon name="check" /> : null}
        </label>
      ))}
    </div>
  );
}

function Several({ question, value, onChange, most }: Given & { most: number }) {
  const t = useWords('ballots');
  const chosen = value === undefined || value === ABSTAIN ? [] : value.split('+');
  const set = (keys: readonly string[]): void =>
    onChange(
      keys.length === 0
        ? undefined
        : question.options
            .filter(({ key }) => keys.includes(key))
            .map(({ key }) => key)
            .join('+'),
    );
  return (
    <div className="hzb-choices">
      {question.options.map((one) => {
        const on = chosen.includes(one.key);
        const full = !on && chosen.length >= most;
        return (
          <label key={one.key} className="hzb-choice" data-on={on ? '' : undefined} data-full={full ? '' : undefined}>
            <input type="checkbox" checked={on} disabled={full} onChange={() => set(on ? chosen.filter((key) => key !== one.key) : [...chosen, one.key])} />
            <span>
              {one.title}
              {one.text ? <span className="hz-small hzb-text">{one.text}</span> : null}
            </span>
            {on ? <Icon name="check" /> : null}
          </label>
        );
      })}
      <label className="hzb-choice" data-on={value === ABSTAIN ? '' : undefined}>
        <input type="checkbox" checked={value === ABSTAIN} onChange={() => onChange(value === ABSTAIN ? undefined : ABSTAIN)} />
        <span>{t('choice.abstain')}</span>
        {value === ABSTAIN ? <Icon name="check" /> : null}
      </label>
      <p className="hz-small" role="status">
        {t('ask.chosen', { n: chosen.length, most })}
      </p>
    </div>
  );
}

function Order({ question, value, onChange }: Given) {
  const t = useWords('ballots');
  const order = value === undefined || value === ABSTAIN ? [] : value.split('>');
  const set = (keys: readonly string[]): void => onChange(keys.length === 0 ? undefined : keys.join('>'));
  return (
    <div className="hzb-choices">
      {question.options.map((one) => {
        const at = order.indexOf(one.key);
        return (
          <button
            key={one.key}
            type="button"
            className="hzb-choice"
            aria-pressed={at >= 0}
            data-on={at >= 0 ? '' : undefined}
            onClick={() => set(at >= 0 ? order.filter((key) => key !== one.key) : [...order, one.key])}
          >
            <b className="hzb-place">{at >= 0 ? at + 1 : '–'}</b>
            <span>
              {one.title}
              <span className="hz-visually-hidden"> {at >= 0 ? t('ask.place', { n: at + 1 }) : t('ask.noPlace')}</span>
              {one.text ? <span className="hz-small hzb-text">{one.text}</span> : null}
            </span>
          </button>
        );
      })}
      <button
        type="button"
        className="hzb-choice"
        aria-pressed={value === ABSTAIN}
        data-on={value === ABSTAIN ? '' : undefined}
        onClick={() => onChange(value === ABSTAIN ? undefined : ABSTAIN)}
      >
        <b className="hzb-place">{value === ABSTAIN ? '✓' : '–'}</b>
        <span>{t('choice.abstain')}</span>
      </button>
    </div>
  );
}
