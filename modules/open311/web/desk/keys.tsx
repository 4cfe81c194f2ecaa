import { Empty, Failure, Tag } from '@hezhi/ui';
import { DataTable, FilterBar, PageHead, useConfirm, useToast, type Column, tableOf } from '@hezhi/ui/desk';
import { Away, Problem, useFilters, useTime, useWords } from '@hezhi/web';
import { Button } from 'antd';
import { useState } from 'react';
import { useCommand, useList, type Key } from '../shared/client.ts';
import './desk.css';
import { NewKey, type Made } from './new-key.tsx';
import { Secret } from './secret.tsx';

/** /admin/open311: who outside may report, and how the interface is reached. */
export default function Keys() {
  const t = useWords('open311');
  const time = useTime();
  const toast = useToast();
  const confirm = useConfirm();
  const [filters, set, reset] = useFilters({ state: '' });
  const [creating, setCreating] = useState(false);
  const [made, setMade] = useState<Made | null>(null);
  const [failed, setFailed] = useState<unknown>(null);
  const state = filters.state === 'active' || filters.state === 'revoked' ? filters.state : undefined;
  const keys = useList('GET /open311/keys', { query: { limit: 50, ...(state ? { state } : {}) } });
  const revoke = useCommand('POST /open311/keys/:id/revoke', { refresh: ['GET /open311/keys'] });

  const end = async (key: Key): Promise<void> => {
    if (!(await confirm({ title: t('revoke.title', { name: key.name }), effect: t('revoke.effect'), yes: t('revoke.yes'), danger: true }))) return;
    setFailed(null);
    try {
      await revoke.run({ params: { id: key.id } });
      toast(t('revoke.done', { name: key.name }));
    } catch (thrown) {
      if (!(thrown instanceof Problem) && !(thrown instanceof Away)) throw thrown;
      setFailed(thrown);
    }
  };

  const columns: Column<Key>[] = [
    { key: 'name', title: t('key.name'), render: (key) => <strong>{key.name}</strong> },
    { key: 'jurisdiction', title: t('key.jurisdiction'), render: (key) => `${key.jurisdictionName} ${key.jurisdiction}` },
    { key: 'rights', title: t('key.rights'), from: 768, render: (key) => t(key.may_post ? 'key.posts' : 'key.reads') },
    { key: 'rate', title: t('key.rate'), from: 1100, render: (key) => <span className="hz-num">{key.rate}</span> },
    { key: 'used', title: t('key.used'), from: 1100, render: (key) => (key.lastUsed ? time.day(key.lastUsed) : t('key.never')) },
    {
      key: 'made',
      title: t('key.made'),
      from: 1100,
      render: (key) => `${time.day(key.createdAt)} ${key.createdBy ?? ''}`,
    },
    {
      key: 'state',
      title: t('key.state'),
      render: (key) =>
        key.revokedAt ? (
          <Tag>{t('key.revoked', { at: time.day(key.revokedAt), by: key.revokedBy ?? '' })}</Tag>
        ) : (
          <span className="o311-state">
            <Tag tone="good">{t('key.active')}</Tag>
            <Button size="small" danger onClick={() => void end(key)} aria-label={t('revoke.label', { name: key.name })}>
              {t('revoke.button')}
            </Button>
          </span>
        ),
    },
  ];
  return (
    <>
      <PageHead
        title={t('title')}
        sub={t('sub')}
        actions={
          <Button type="primary" onClick={() => setCreating(true)}>
            {t('create.button')}
          </Button>
        }
      />
      <dl className="o311-where">
        <dt>{t('where.discovery')}</dt>
        <dd>
          <code>{`${location.origin}/open311/v2/discovery.xml`}</code>
        </dd>
        <dt>{t('where.production')}</dt>
        <dd>
          <code>{`${location.origin}/open311/v2`}</code>
        </dd>
        <dt>{t('where.test')}</dt>
        <dd>
          <code>{`${location.origin}/open311/test/v2`}</code>
        </dd>
      </dl>
      <FilterBar
        values={filters}
        onChange={set}
        onReset={reset}
        filters={[
          {
            key: 'state',
            kind: 'select',
            label: t('key.state'),
            width: 160,
            options: (['active', 'revoked'] as const).map((value) => ({ value, label: t(`filter.${value}`) })),
          },
        ]}
      />
      <Failure error={failed} />
      <DataTable
        name={t('title')}
        columns={columns}
        {...tableOf(keys)}
        empty={<Empty title={t(state ? 'empty.filtered' : 'empty.title')} why={t(state ? 'empty.filteredWhy' : 'empty.why')} />}
      />
      {creating ? <NewKey onClose={() => setCreating(false)} onMade={setMade} /> : null}
      {made ? <Secret made={made} onClose={() => setMade(null)} /> : null}
    </>
  );
}
