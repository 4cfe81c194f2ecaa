import { Answer, Failure } from '@hezhi/ui';
import { PageHead, Panel, useToast } from '@hezhi/ui/desk';
import { useSay, useSession, useWords } from '@hezhi/web';
import { Button } from 'antd';
import { useState } from 'react';
import { rhythms, type Rhythm } from '../../contract/posting-classes.ts';
import { useCommand, useRoute, type Reply } from '../shared/client.ts';
import '../shared/postings.css';

type One = Reply<'GET /publicity/posting-classes'>['items'][number];

/** /postings/rules: how long and how often each class is posted; the district may be stricter. */
export default function PostingRulesPage() {
  const t = useWords('publicity');
  const { district } = useSession();
  const asked = useRoute('GET /publicity/posting-classes', district ? { query: { area: district } } : {});
  return (
    <>
      <PageHead title={t('postings.rules')} sub={t('postings.rulesSub')} back="/postings" />
      <Answer of={asked} rows={8}>
        {(found) => found.items.map((one) => <Rule key={`${one.key} ${one.version}`} one={one} />)}
      </Answer>
    </>
  );
}

function Rule({ one }: { one: One }) {
  const t = useWords('publicity');
  const say = useSay();
  const toast = useToast();
  const { can } = useSession();
  const [value, setValue] = useState({ days: one.days, every: one.every, second: one.second, answer_days: one.answer_days });
  const save = useCommand('PUT /publicity/posting-classes/:key', { refresh: ['GET /publicity'] });
  const name = say(one.words);
  const may = can('publicity.manage_postings');
  const number = (key: 'days' | 'answer_days', min: number, max: number) => (
    <label>
      {t(key === 'days' ? 'postings.days' : 'postings.answerDays')}{' '}
      <input
        type="number"
        className="hz-input"
        style={{ width: 90 }}
        min={min}
        max={max}
        disabled={!may}
        value={value[key]}
        onChange={({ target }) => setValue({ ...value, [key]: Math.max(min, Math.min(max, Math.round(Number(target.value)) || min)) })}
      />
    </label>
  );
  return (
    <Panel title={name}>
      <p className="hz-small">{say(one.basis)}</p>
      <p className="hz-small">{t(`postings.source.${one.source}`)}</p>
      <div className="hz-row">
        {number('days', one.least.days, 90)}
        <label>
          {t('postings.every')}{' '}
          <select
            className="hz-input"
            style={{ width: 140 }}
            disabled={!may}
            value={value.every ?? ''}
            onChange={({ target }) => setValue({ ...value, every: (target.value || null) as Rhythm | null })}
          >
            {rhythms
              .filter((each) => one.least.every === null || rhythms.indexOf(each) <= rhythms.indexOf(one.least.every))
              .map((each) => (
                <option key={each} value={each}>
                  {t(`postings.rhythm.${each}`)}
                </option>
              ))}
            {one.least.every === null ? <option value="">{t('postings.rhythm.none')}</option> : null}
          </select>
        </label>
        {number('answer_days', 1, 15)}
        <label>
          <input type="checkbox" disabled={!may} checked={value.second} onChange={({ target }) => setValue({ ...value, second: target.checked })} />{' '}
          {t('postings.second')}
        </label>
        {may ? (
          <Button
            loading={save.isPending}
            aria-label={`${name} ${t('postings.save')}`}
            onClick={() =>
              void save.run({ params: { key: one.key }, body: { ...value, version: one.version } }).then(
                () => toast(t('postings.saved')),
                () => undefined,
              )
            }
          >
            {t('alerts.save')}
          </Button>
        ) : null}
      </div>
      <Failure error={save.error} />
    </Panel>
  );
}
