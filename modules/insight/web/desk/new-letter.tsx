import { newId } from '@hezhi/contract/light';
import { Answer, Empty, Field } from '@hezhi/ui';
import { PageHead, Panel, useConfirm, useToast } from '@hezhi/ui/desk';
import { useFilters, useSay, useTime, useWords } from '@hezhi/web';
import { Button, Checkbox, InputNumber, Select } from 'antd';
import { useMemo, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { client } from '../shared/client.ts';
import './dashboard.css';
import { todayInChina } from './view.ts';

/** Most matters in one letter; the server holds the same. */
const MOST = 50;

/** A letter about the overdue matters of one unit: choose the unit, its matters, what is demanded and by when. */
export default function NewLetter() {
  const t = useWords('insight');
  const [values, set] = useFilters({ org: '' });
  const period = { from: '2000-01-01', to: todayInChina() };
  const units = client.useRoute('GET /insight/units', { query: period });
  return (
    <div className="hz-insight">
      <PageHead title={t('letters.new')} actions={<Link to="/insight/letters">{t('letters.back')}</Link>} />
      <Answer of={units} rows={4}>
        {(data) => {
          const late = data.rows.filter((row) => row.n['pending_overdue']! > 0);
          if (late.length === 0) return <Empty title={t('letters.noneLate')} why={t('letters.noneLateWhy')} />;
          return (
            <>
              <Select
                aria-label={t('letters.to')}
                placeholder={t('letters.choose')}
                style={{ minWidth: 280, maxWidth: '100%' }}
                value={values.org || null}
                showSearch={{ optionFilterProp: 'label' }}
                onChange={(org: string) => set({ org })}
                options={late.map((row) => ({ value: row.org, label: t('letters.unit', { name: row.name, n: row.n['pending_overdue'] }) }))}
              />
              {values.org ? (
                <Letter key={values.org} org={values.org} name={late.find((row) => row.org === values.org)?.name ?? ''} area={data.area.code} />
              ) : null}
            </>
          );
        }}
      </Answer>
    </div>
  );
}

function Letter({ org, name, area }: { org: string; name: string; area: string }) {
  const t = useWords('insight');
  const say = useSay();
  const time = useTime();
  const navigate = useNavigate();
  const confirm = useConfirm();
  const toast = useToast();
  const query = { org, measure: 'pending_overdue' as const, area, from: '2000-01-01', to: todayInChina(), limit: 50 };
  const legs = client.useList('GET /insight/units/legs', { query });
  // One matter may have several late legs.
  const late = useMemo(() => [...new Map(legs.items.map((leg) => [leg.matter.id, leg])).values()].slice(0, MOST), [legs.items]);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [demand, setDemand] = useState(t('letters.template'));
  const [days, setDays] = useState(5);
  const [id] = useState(() => newId());
  const send = client.useCommand('POST /insight/letters');
  const chosen = late.filter((leg) => !left.has(leg.matter.id));
  const go = async (): Promise<void> => {
    const sure = await confirm({ title: t('letters.send'), effect: t('letters.effect', { name, n: chosen.length, days }) });
    if (!sure) return;
    try {
      await send.run({ body: { id, org, matters: chosen.map((leg) => leg.matter.id), demand, days } });
    } catch (error) {
      toast(error instanceof Error ? error.message : String(error));
      legs.again();
      return;
    }
    toast(t('letters.sent'));
    void navigate(`/matters/${id}`);
  };
  return (
    <Panel title={t('letters.about', { name })}>
      <div className="hz-insight-letter">
        <ul>
          {late.map((leg) => (
            <li key={leg.matter.id}>
              <Checkbox
                checked={!left.has(leg.matter.id)}
                onChange={(event) => {
                  const next = new Set(left);
                  if (event.target.checked) next.delete(leg.matter.id);
                  else next.add(leg.matter.id);
                  setLeft(next);
                }}
              >
                {`${leg.matter.number} ${leg.matter.title} · ${say(leg.name)} · ${t('letters.dueAt', { at: time.moment(leg.dueAt) })}`}
              </Checkbox>
            </li>
          ))}
        </ul>
        {legs.hasMore ? <p className="hz-small">{t('letters.most', { n: MOST })}</p> : null}
        <Field label={t('letters.demand')} required>
          {(attributes) => (
            <textarea {...attributes} className="hz-input" rows={4} maxLength={2000} value={demand} onChange={(event) => setDemand(event.target.value)} />
          )}
        </Field>
        <Field label={t('letters.days')} required>
          {(attributes) => <InputNumber id={attributes.id} min={1} max={30} precision={0} value={days} onChange={(next) => setDays(next ?? 5)} />}
        </Field>
        <Button type="primary" loading={send.isPending} disabled={chosen.length === 0 || demand.trim().length < 2} onClick={() => void go()}>
          {t('letters.sendN', { n: chosen.length })}
        </Button>
      </div>
    </Panel>
  );
}
