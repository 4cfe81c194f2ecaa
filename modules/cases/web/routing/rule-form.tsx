import { newId } from '@hezhi/contract/light';
import { AreaPicker } from '@hezhi/matters/screens/desk';
import { useSession, useWords } from '@hezhi/web';
import { Form, Modal, Segmented, Select, Switch } from 'antd';
import { useState } from 'react';
import { CategoryPicker } from '../desk/category-picker.tsx';
import { useRoute, type Rule, type RuleInput } from './client.ts';
import { useTimeWords } from './use-time-words.ts';

/** One rule: what it is about, when it holds, who gets it; said in one sentence before it is kept. */
export function RuleForm({ rule, busy, onClose, onKeep }: { rule: Rule | null; busy: boolean; onClose: () => void; onKeep: (rule: RuleInput) => void }) {
  const t = useWords('routing');
  const time = useTimeWords();
  const { district } = useSession();
  const [value, setValue] = useState<RuleInput>(
    () =>
      rule ?? {
        id: newId(),
        leg: 'accept',
        subject: '',
        area: district ?? '',
        days: 'any',
        hours: 'any',
        from: null,
        to: null,
        org: '',
        post: null,
        duty: false,
      },
  );
  const [tried, setTried] = useState(false);
  const [asked, setAsked] = useState('');
  const targets = useRoute('GET /case-routing/targets', { query: asked ? { q: asked } : {} });
  const change = (part: Partial<RuleInput>) => setValue((before) => ({ ...before, ...part }));
  const fits = (targets.data?.items ?? []).filter((one) => one.legs.includes(value.leg));
  const chosen = value.org ? `${value.org} ${value.post ?? ''}` : undefined;
  const options = fits.map((one) => ({ value: `${one.org} ${one.post ?? ''}`, label: [one.name, one.role, one.area].filter(Boolean).join(' · ') }));
  if (chosen && rule?.owner_name && value.org === rule.org && value.post === rule.post && !options.some((one) => one.value === chosen))
    options.unshift({ value: chosen, label: rule.owner_name });
  const half = (value.from === null) !== (value.to === null) || (value.from !== null && value.from === value.to);
  const keep = () => {
    setTried(true);
    if (value.org && value.area && !half) onKeep(value);
  };
  const choice = (key: 'days' | 'hours', values: readonly ('any' | 'work' | 'rest' | 'working' | 'off')[]) => (
    <Form.Item label={t(`${key}.label`)} {...(key === 'days' ? { extra: t('days.hint') } : {})}>
      <Segmented<string>
        aria-label={t(`${key}.label`)}
        value={value[key]}
        onChange={(next) => change({ [key]: next } as Partial<RuleInput>)}
        options={values.map((one) => ({ value: one, label: t(`${key}.${one}` as 'days.any') }))}
      />
    </Form.Item>
  );
  const clock = (key: 'from' | 'to') => (
    <label className="rt-clock">
      <span>{t(key)}</span>
      <input className="hz-input" type="time" value={value[key] ?? ''} onChange={({ target }) => change({ [key]: target.value.slice(0, 5) || null })} />
    </label>
  );
  return (
    <Modal
      open
      width={680}
      title={t(rule ? 'editTitle' : 'add')}
      okText={t('keep')}
      cancelText={t('cancel')}
      okButtonProps={{ loading: busy }}
      mask={{ closable: false }}
      onCancel={onClose}
      onOk={keep}
    >
      <Form layout="vertical" component="div">
        <Form.Item label={t('head.leg')} extra={t(`legHint.${value.leg}`)}>
          <Segmented<string>
            aria-label={t('head.leg')}
            value={value.leg}
            onChange={(leg) => change({ leg: leg as RuleInput['leg'], org: '', post: null })}
            options={(['accept', 'handle'] as const).map((leg) => ({ value: leg, label: t(`legs.${leg}`) }))}
          />
        </Form.Item>
        <div className="rt-two">
          <Form.Item label={t('head.category')} extra={t('categoryHint')}>
            <CategoryPicker value={value.subject} onChange={(subject) => change({ subject })} groups width="100%" label={t('allCategories')} />
          </Form.Item>
          <Form.Item label={t('head.area')} extra={t('areaHint')} {...(tried && !value.area ? { validateStatus: 'error' as const, help: t('needed') } : {})}>
            <AreaPicker value={value.area} onChange={(area) => change({ area: area || (district ?? '') })} width="100%" label={t('head.area')} />
          </Form.Item>
          {choice('days', ['any', 'work', 'rest'])}
          {choice('hours', ['any', 'working', 'off'])}
        </div>
        <Form.Item label={t('windowLabel')} {...(tried && half ? { validateStatus: 'error' as const, help: t('windowHalf') } : { extra: t('windowHint') })}>
          <div className="hz-row">
            {clock('from')}
            {clock('to')}
          </div>
        </Form.Item>
        <Form.Item label={t('head.owner')} required {...(tried && !value.org ? { validateStatus: 'error' as const, help: t('needed') } : {})}>
          <Select
            aria-label={t('head.owner')}
            placeholder={t('ownerHint')}
            showSearch={{ filterOption: false, onSearch: setAsked }}
            loading={targets.isFetching}
            value={chosen}
            options={options}
            notFoundContent={t(targets.error ? 'failed' : 'noTarget')}
            onChange={(key: string) => {
              const [org = '', post = ''] = key.split(' ');
              change({ org, post: post || null });
            }}
          />
        </Form.Item>
        <Form.Item extra={t('dutyHint')}>
          <label className="hz-row">
            <Switch checked={value.duty} aria-label={t('duty')} onChange={(duty) => change({ duty })} />
            <span>{t('duty')}</span>
          </label>
        </Form.Item>
        <p className="rt-said" role="status">
          {t('said', { time: time(value), leg: t(`legs.${value.leg}`), owner: options.find((one) => one.value === chosen)?.label ?? '…' })}
        </p>
      </Form>
    </Modal>
  );
}
