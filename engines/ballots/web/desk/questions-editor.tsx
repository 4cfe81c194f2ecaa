import { Field } from '@hezhi/ui';
import { Panel } from '@hezhi/ui/desk';
import { useWords } from '@hezhi/web';
import { Button, Input, InputNumber, Select } from 'antd';
import type { Rule } from '../../contract/rule.ts';
import { blankQuestion, type TypedBallot, type TypedQuestion } from './ballot-draft.ts';

/** The questions with their options or candidates. */
export function QuestionsEditor({ value, rule, onChange }: { value: TypedBallot; rule: Rule; onChange: (questions: TypedQuestion[]) => void }) {
  const t = useWords('ballots');
  const { questions } = value;
  const change = (at: number, part: Partial<TypedQuestion>): void => onChange(questions.map((one, i) => (i === at ? { ...one, ...part } : one)));
  return (
    <Panel title={t('make.questions')}>
      {questions.map((one, at) => (
        <fieldset key={at} className="hzb-ask hzb-editor">
          <legend>{t('make.question', { n: at + 1 })}</legend>
          <Field label={t('make.kind')} required>
            {({ id }) => (
              <Select
                id={id}
                style={{ width: '100%' }}
                value={one.kind}
                onChange={(kind: TypedQuestion['kind']) =>
                  change(at, { kind, options: kind === 'choose' || kind === 'ranking' ? (one.options.length > 0 ? one.options : blankOptions()) : [] })
                }
                options={rule.questions.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
              />
            )}
          </Field>
          <Field label={t('make.questionTitle')} hint={t('make.questionHint')} required>
            {(attributes) => <Input {...attributes} maxLength={400} value={one.title} onChange={({ target }) => change(at, { title: target.value })} />}
          </Field>
          <Field label={t('make.questionText')}>
            {(attributes) => (
              <Input.TextArea {...attributes} rows={2} maxLength={8000} value={one.text} onChange={({ target }) => change(at, { text: target.value })} />
            )}
          </Field>
          {one.kind === 'choose' || one.kind === 'ranking' ? <Options one={one} onChange={(part) => change(at, part)} /> : null}
          {one.kind === 'rating' ? (
            <div className="hz-row">
              <Field label={t('make.lowest')}>
                {({ id }) => <InputNumber id={id} min={0} max={100} value={one.from} onChange={(from) => change(at, { from: from ?? 0 })} />}
              </Field>
              <Field label={t('make.highest')}>
                {({ id }) => <InputNumber id={id} min={1} max={100} value={one.to} onChange={(to) => change(at, { to: to ?? 5 })} />}
              </Field>
            </div>
          ) : null}
          {questions.length > 1 ? (
            <Button danger onClick={() => onChange(questions.filter((_, i) => i !== at))}>
              {t('make.dropQuestion')}
            </Button>
          ) : null}
        </fieldset>
      ))}
      <Button
        onClick={() =>
          onChange([...questions, { ...blankQuestion(rule.questions[0]), ...(rule.questions[0] === 'choose' ? { options: blankOptions() } : {}) }])
        }
      >
        {t('make.addQuestion')}
      </Button>
    </Panel>
  );
}

const blankOptions = () => [1, 2].map(() => ({ key: '', title: '', text: '' }));

function Options({ one, onChange }: { one: TypedQuestion; onChange: (part: Partial<TypedQuestion>) => void }) {
  const t = useWords('ballots');
  const set = (at: number, title: string): void => onChange({ options: one.options.map((option, i) => (i === at ? { ...option, title } : option)) });
  return (
    <>
      <div className="hz-row">
        <Field label={t('make.seats')} hint={t('make.seatsHint')}>
          {({ id }) => (
            <InputNumber
              id={id}
              min={1}
              max={100}
              precision={0}
              value={one.seats}
              onChange={(seats) => onChange({ seats: seats ?? 1, most: Math.max(one.most, seats ?? 1) })}
            />
          )}
        </Field>
        {one.kind === 'choose' ? (
          <Field label={t('make.most')}>
            {({ id }) => <InputNumber id={id} min={1} max={100} precision={0} value={one.most} onChange={(most) => onChange({ most: most ?? 1 })} />}
          </Field>
        ) : null}
        <Field label={t('make.reserves')}>
          {({ id }) => (
            <InputNumber id={id} min={0} max={100} precision={0} value={one.reserves} onChange={(reserves) => onChange({ reserves: reserves ?? 0 })} />
          )}
        </Field>
      </div>
      <ol className="hzb-questions">
        {one.options.map((option, at) => (
          <li key={at}>
            <div className="hz-row">
              <Input
                aria-label={t('make.option', { n: at + 1 })}
                placeholder={t('make.option', { n: at + 1 })}
                maxLength={200}
                value={option.title}
                onChange={({ target }) => set(at, target.value)}
                style={{ maxWidth: 420 }}
              />
              <Button aria-label={t('make.dropOption', { n: at + 1 })} onClick={() => onChange({ options: one.options.filter((_, i) => i !== at) })}>
                {t('make.drop')}
              </Button>
            </div>
          </li>
        ))}
      </ol>
      <Button onClick={() => onChange({ options: [...one.options, { key: '', title: '', text: '' }] })}>{t('make.addOption')}</Button>
    </>
  );
}
