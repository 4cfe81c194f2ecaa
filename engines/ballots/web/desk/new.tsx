import { newId } from '@hezhi/contract/light';
import { Answer, Empty, Failure, Field } from '@hezhi/ui';
import { PageHead, Panel } from '@hezhi/ui/desk';
import { useDraft, useNow, useSay, useSession, useTime, useWords } from '@hezhi/web';
import { Button, Checkbox, Input, Radio, Select } from 'antd';
import { useState, type FormEvent } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { useCommand, useRoute, type RuleChoice } from '../shared/client.ts';
import { moment } from '../shared/moments.ts';
import { RuleText } from '../shared/rule.tsx';
import { Adjust } from './adjust.tsx';
import { AreaPicker } from './area-picker.tsx';
import { blankBallot, questionsOf, ruleOf, unready, type TypedBallot } from './ballot-draft.ts';
import { Keepers } from './keepers.tsx';
import { QuestionsEditor } from './questions-editor.tsx';
import { SharesOnce, type Share } from './shares-once.tsx';
import { Unconfirmed } from './unconfirmed.tsx';
import '../shared/ballots.css';

const channels = ['online', 'code', 'paper', 'home', 'meeting'] as const;
const secrecies = ['receipt', 'secret', 'open'] as const;

/** /ballots/new: a draft from a rule in force. Other rooms lead here with `?purpose_kind=&purpose_id=&area=&roll=&title=&subject=`. */
export default function NewPage() {
  const t = useWords('ballots');
  const go = useNavigate();
  const { post } = useSession();
  const [params] = useSearchParams();
  const [id] = useState(newId);
  const [begun] = useState(() => Date.now());
  const now = useNow(60_000);
  const purpose = params.get('purpose_id') ?? '';
  const [value, setValue, clear] = useDraft<TypedBallot>(`ballots.new.${purpose || (params.get('roll') ?? '')}`, {
    ...blankBallot(begun),
    area: params.get('area') ?? post?.area ?? '',
    roll: params.get('roll') ?? '',
    title: params.get('title') ?? '',
  });
  const [shares, setShares] = useState<Share[] | null>(null);
  const create = useCommand('POST /ballots', { refresh: ['GET /ballots'] });
  const rules = useRoute('GET /ballots/rules', { query: { area: value.area } }, { enabled: value.area !== '' });
  const items = rules.data?.items ?? [];
  const asked = params.get('subject');
  const choice = items.find((one) => keyOf(one) === value.rule) ?? (asked ? items.find(({ rule }) => rule.subject === asked) : undefined);
  const set = (part: Partial<TypedBallot>): void => setValue({ ...value, ...part });
  const faults = unready(value, choice ? ruleOf(choice, value) : null, now);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (!choice || faults.length > 0) return;
    try {
      const made = await create.run({
        body: {
          id,
          area: value.area,
          title: value.title,
          text: value.text,
          rule: ruleOf(choice, value),
          purpose: purpose ? { kind: params.get('purpose_kind') ?? 'ballot', id: purpose } : { kind: 'ballot', id },
          questions: questionsOf(value),
          roll: value.roll,
          secrecy: value.secrecy,
          binding: choice.from === 'poll' ? { binding: false, basis: '' } : { binding: value.binding, basis: value.basis },
          opens_at: moment(value.opens),
          closes_at: moment(value.closes),
          channels: value.channels,
          keepers: value.secrecy !== 'open' && value.keepers.on ? { need: value.keepers.need, names: value.keepers.names.filter(Boolean) } : null,
        },
      });
      clear();
      if (value.secrecy !== 'open' && value.keepers.on) setShares(made.shares);
      else void go(`/ballots/${id}`);
    } catch {
      // Told below the form; what was typed stays.
    }
  };
  if (shares) return <SharesOnce title={value.title} shares={shares} onDone={() => void go(`/ballots/${id}`)} />;
  return (
    <>
      <PageHead title={t('desk.new')} back="/ballots" />
      <form className="hz-form hzb-desk" onSubmit={(event) => void save(event)} style={{ maxWidth: 860 }}>
        <Panel title={t('make.what')}>
          <Field label={t('desk.area')} required>
            {({ id: field }) => <AreaPicker id={field} value={value.area} onChange={(area) => set({ area, rule: '', roll: '' })} />}
          </Field>
          <Field label={t('desk.title')} hint={t('make.titleHint')} required>
            {(attributes) => <Input {...attributes} maxLength={200} value={value.title} onChange={({ target }) => set({ title: target.value })} />}
          </Field>
          <Field label={t('make.text')} hint={t('make.textHint')}>
            {(attributes) => (
              <Input.TextArea {...attributes} rows={4} maxLength={8000} value={value.text} onChange={({ target }) => set({ text: target.value })} />
            )}
          </Field>
        </Panel>
        <RulePart
          items={items}
          gaps={rules.data?.gaps ?? []}
          choice={choice ?? null}
          pending={rules.isPending && value.area !== ''}
          error={rules.error}
          value={value}
          set={set}
        />
        {choice ? (
          <>
            <QuestionsEditor value={value} rule={choice.rule} onChange={(questions) => set({ questions })} />
            <RollPart value={value} set={set} />
            <TimesPart value={value} set={set} choice={choice} />
            <Panel title={t('make.how')}>
              <fieldset className="hzb-ask">
                <legend>{t('fact.channels')}</legend>
                <Checkbox.Group
                  options={channels.map((one) => ({ value: one, label: t(`channel.${one}`) }))}
                  value={value.channels}
                  onChange={(list) => set({ channels: channels.filter((one) => list.includes(one)) })}
                />
              </fieldset>
              <fieldset className="hzb-ask">
                <legend>{t('fact.secrecy')}</legend>
                <Radio.Group value={value.secrecy} onChange={({ target }) => set({ secrecy: target.value as TypedBallot['secrecy'] })}>
                  {secrecies.map((one) => (
                    <Radio key={one} value={one} style={{ display: 'flex', marginBottom: 8 }}>
                      <strong>{t(`secrecy.${one}.name`)}</strong> <span className="hz-small">{t(`secrecy.${one}.says`)}</span>
                    </Radio>
                  ))}
                </Radio.Group>
              </fieldset>
              {value.secrecy === 'open' ? null : <Keepers value={value.keepers} onChange={(keepers) => set({ keepers })} />}
              {choice.from === 'pack' ? null : <Adjust value={value} rule={choice.rule} onChange={set} />}
            </Panel>
          </>
        ) : null}
        <Failure error={create.error} kept />
        {choice && faults.length > 0 ? (
          <ul className="hz-small hzb-summary" aria-label={t('make.missing')}>
            {faults.map((one) => (
              <li key={one}>{t(`make.fault.${one}`)}</li>
            ))}
          </ul>
        ) : null}
        <div className="hz-row">
          <Button type="primary" htmlType="submit" loading={create.isPending} disabled={!choice || faults.length > 0}>
            {t('make.save')}
          </Button>
          <Button onClick={() => void go('/ballots')}>{t('make.cancel')}</Button>
        </div>
      </form>
    </>
  );
}

const keyOf = (one: RuleChoice): string => `${one.from} ${one.pack ?? ''} ${one.rule.key}`;

type PartGiven = { value: TypedBallot; set: (part: Partial<TypedBallot>) => void };

function RulePart({
  items,
  gaps,
  choice,
  pending,
  error,
  value,
  set,
}: PartGiven & { items: readonly RuleChoice[]; gaps: RuleChoice['unconfirmed']; choice: RuleChoice | null; pending: boolean; error: Error | null }) {
  const t = useWords('ballots');
  const say = useSay();
  return (
    <Panel title={t('make.rule')}>
      <Field label={t('make.ruleLabel')} hint={t('make.ruleHint')} required>
        {({ id }) => (
          <Select
            id={id}
            style={{ width: '100%' }}
            loading={pending}
            value={choice ? keyOf(choice) : undefined}
            placeholder={t('make.rulePick')}
            showSearch={{ optionFilterProp: 'label' }}
            onChange={(rule: string) => set({ rule, ...(rule.startsWith('poll') ? { binding: false } : { binding: true }) })}
            options={(['pack', 'law', 'poll'] as const)
              .map((from) => ({
                label: t(`make.from.${from}`),
                title: from,
                options: items.filter((one) => one.from === from).map((one) => ({ value: keyOf(one), label: say(one.rule.name) })),
              }))
              .filter(({ options }) => options.length > 0)}
          />
        )}
      </Field>
      <Failure error={error} />
      {gaps.map((one) => (
        <Unconfirmed key={one['zh-Hans']} one={one} />
      ))}
      {choice ? (
        <>
          <RuleText
            name={choice.rule.name}
            law={choice.from === 'poll' ? null : choice.rule.article.law}
            article={choice.rule.article.article}
            words={choice.words}
          />
          {choice.unconfirmed.map((one) => (
            <Unconfirmed key={one['zh-Hans']} one={one} />
          ))}
          {choice.from === 'poll' ? (
            <p className="hzb-binding">{t('make.pollSays')}</p>
          ) : (
            <>
              <fieldset className="hzb-ask">
                <legend>{t('desk.binding')}</legend>
                <Radio.Group
                  value={value.binding}
                  onChange={({ target }) => set({ binding: target.value as boolean })}
                  options={[
                    { value: true, label: t('make.binds') },
                    { value: false, label: t('make.isPoll') },
                  ]}
                />
              </fieldset>
              {value.binding ? (
                <Field label={t('make.basis')} hint={t('make.basisHint')} required>
                  {(attributes) => <Input {...attributes} maxLength={400} value={value.basis} onChange={({ target }) => set({ basis: target.value })} />}
                </Field>
              ) : null}
            </>
          )}
        </>
      ) : null}
    </Panel>
  );
}

function RollPart({ value, set }: PartGiven) {
  const t = useWords('ballots');
  const rolls = useRoute('GET /ballots/rolls', { query: { limit: 100 } });
  return (
    <Panel title={t('fact.roll')}>
      <Answer of={rolls} rows={2}>
        {({ items }) => {
          const frozen = items.filter(
            ({ state, area }) => state === 'frozen' && (value.area === '' || area.startsWith(value.area) || value.area.startsWith(area)),
          );
          return frozen.length === 0 ? (
            <Empty title={t('make.noRoll')} why={t('make.noRollWhy')} action={<Link to="/ballots/rolls">{t('nav.rolls')}</Link>} />
          ) : (
            <Field label={t('make.roll')} hint={t('make.rollHint')} required>
              {({ id }) => (
                <Select
                  id={id}
                  style={{ width: '100%' }}
                  value={value.roll || undefined}
                  placeholder={t('make.rollPick')}
                  onChange={(roll: string) => set({ roll })}
                  options={frozen.map((one) => ({ value: one.id, label: t('make.rollLine', { title: one.title, n: one.voters ?? 0 }) }))}
                />
              )}
            </Field>
          );
        }}
      </Answer>
    </Panel>
  );
}

const DAY = 86_400_000;

function TimesPart({ value, set, choice }: PartGiven & { choice: RuleChoice }) {
  const t = useWords('ballots');
  const time = useTime();
  const now = useNow(60_000);
  const days = choice.rule.notice_days;
  const earliest = now + days * DAY;
  const early = value.opens !== '' && Date.parse(moment(value.opens)) < earliest;
  return (
    <Panel title={t('make.times')}>
      <p>{days > 0 ? t('make.notice', { days, at: time.moment(earliest) }) : t('make.noNotice')}</p>
      <div className="hz-row">
        <Field label={t('fact.opens')} required error={early ? t('make.tooEarly', { days, at: time.moment(earliest) }) : null}>
          {(attributes) => (
            <input {...attributes} type="datetime-local" className="hz-input" value={value.opens} onChange={({ target }) => set({ opens: target.value })} />
          )}
        </Field>
        <Field label={t('fact.closes')} required error={value.closes !== '' && value.closes <= value.opens ? t('make.backwards') : null}>
          {(attributes) => (
            <input {...attributes} type="datetime-local" className="hz-input" value={value.closes} onChange={({ target }) => set({ closes: target.value })} />
          )}
        </Field>
      </div>
    </Panel>
  );
}
