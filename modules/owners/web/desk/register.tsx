import { Empty, Failure, Tag } from '@hezhi/ui';
import { DataTable, FilterBar, Panel, tableOf, useConfirm } from '@hezhi/ui/desk';
import { useFilters, useSession, useWords } from '@hezhi/web';
import { Button, Space } from 'antd';
import { useState } from 'react';
import { useCommand, useList, type Group, type Reply } from '../shared/client.ts';
import { useArea } from '../shared/pieces.tsx';
import { ImportUnits } from './import-units.tsx';
import { UnitForm } from './unit-form.tsx';
import { UnitHistory } from './unit-history.tsx';

export type Unit = Reply<'GET /owners/:id/units'>['items'][number];

/** The register of a compound: units with area and its source, owners masked. Reading one in clear needs a purpose, and is logged. */
export function Register({ group }: { group: Group }) {
  const t = useWords('owners');
  const area = useArea();
  const confirm = useConfirm();
  const { can } = useSession();
  const [filters, set, reset] = useFilters({ unit: '' });
  const [open, setOpen] = useState<{ what: 'form' | 'history' | 'import'; unit: Unit | null } | null>(null);
  const [clear, setClear] = useState<{ owner: string; words: string } | null>(null);
  const list = useList('GET /owners/:id/units', { params: { id: group.id }, query: filters.unit ? { q: filters.unit } : {} });
  const reveal = useCommand('POST /owners/:id/people/:owner/reveal');
  const consent = useCommand('POST /owners/:id/people/:owner/consent', { refresh: ['GET /owners/:id/units'] });
  const read = async (unit: Unit) => {
    const asked = await confirm({
      title: t('reveal.title', { unit: unit.label }),
      effect: t('reveal.effect'),
      ask: { label: t('reveal.purpose'), required: true },
    });
    if (!asked) return;
    await reveal.run({ params: { id: group.id, owner: unit.owner }, body: { purpose: asked.text } }).then(
      (one) => setClear({ owner: unit.owner, words: [one.name, ...one.others, one.phone].filter(Boolean).join(' · ') }),
      () => undefined,
    );
  };
  const agree = async (unit: Unit) => {
    const sure = await confirm({
      title: t(unit.sms ? 'consent.backTitle' : 'consent.title', { unit: unit.label }),
      effect: t(unit.sms ? 'consent.backEffect' : 'consent.effect'),
      yes: t(unit.sms ? 'consent.back' : 'consent.do'),
    });
    if (sure)
      await consent.run({ params: { id: group.id, owner: unit.owner }, body: { sms: !unit.sms } }).then(
        () => undefined,
        () => undefined,
      );
  };
  return (
    <Panel
      title={t('register.title')}
      extra={
        can('owners.keep') ? (
          <Space wrap>
            <Button onClick={() => setOpen({ what: 'import', unit: null })}>{t('register.import')}</Button>
            <Button onClick={() => setOpen({ what: 'form', unit: null })}>{t('register.add')}</Button>
          </Space>
        ) : null
      }
    >
      <p className="hz-small">{t('register.sub')}</p>
      <Failure error={reveal.error} />
      <Failure error={consent.error} kept />
      <FilterBar filters={[{ key: 'unit', kind: 'text', label: t('unit.label') }]} values={filters} onChange={set} onReset={reset} />
      <DataTable
        name={t('register.title')}
        columns={[
          { key: 'label', title: t('unit.label'), render: (one) => one.label },
          { key: 'kind', title: t('unit.kind'), render: (one) => t(`unit.kinds.${one.kind}`), from: 900 },
          { key: 'area', title: t('unit.area'), render: (one) => <span className="hz-num">{area(one.area)}</span> },
          { key: 'source', title: t('unit.source'), render: (one) => t(`unit.sources.${one.source}`), from: 900 },
          {
            key: 'holder',
            title: t('unit.holder'),
            render: (one) => (
              <>
                {clear?.owner === one.owner ? clear.words : [one.holder, one.phone].filter(Boolean).join(' ')}{' '}
                {one.delivered ? null : <Tag tone="neutral">{t('unit.undelivered')}</Tag>}
                {one.bound ? <Tag tone="good">{t('unit.bound')}</Tag> : null} {one.sms ? <Tag tone="neutral">{t('unit.sms')}</Tag> : null}
              </>
            ),
          },
          {
            key: 'do',
            title: t('actions'),
            render: (one) => (
              <Space wrap size={4}>
                {can('owners.keep') || can('owners.organise') ? (
                  <Button size="small" onClick={() => void read(one)}>
                    {t('reveal.do')}
                  </Button>
                ) : null}
                <Button size="small" onClick={() => setOpen({ what: 'history', unit: one })}>
                  {t('history.do')}
                </Button>
                {can('owners.keep') && one.phone !== null && (!one.bound || one.sms) ? (
                  <Button size="small" onClick={() => void agree(one)}>
                    {t(one.sms ? 'consent.back' : 'consent.do')}
                  </Button>
                ) : null}
                {can('owners.keep') ? (
                  <Button size="small" onClick={() => setOpen({ what: 'form', unit: one })}>
                    {t('change')}
                  </Button>
                ) : null}
              </Space>
            ),
          },
        ]}
        {...tableOf(list)}
        empty={<Empty title={t('register.none')} why={t('register.noneWhy')} />}
      />
      {open?.what === 'form' ? <UnitForm group={group} unit={open.unit} onClose={() => setOpen(null)} /> : null}
      {open?.what === 'history' && open.unit ? <UnitHistory group={group.id} unit={open.unit} onClose={() => setOpen(null)} /> : null}
      {open?.what === 'import' ? <ImportUnits group={group.id} onClose={() => setOpen(null)} /> : null}
    </Panel>
  );
}
