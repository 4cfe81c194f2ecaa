import { Empty, Tag } from '@hezhi/ui';
import { DataTable, FilterBar, PageHead, SplitPane, tableOf } from '@hezhi/ui/desk';
import { useFilters, useLanguage, useTime, useWords } from '@hezhi/web';
import { useState } from 'react';
import { useList } from '../shared/client.ts';
import './hotline.css';
import { TemplateForm } from './template-form.tsx';

/** /hotline/templates: ready answers, what they are for, how often they are used. */
export default function Templates() {
  const t = useWords('hotline');
  const time = useTime();
  const [language] = useLanguage();
  const [filters, set, reset] = useFilters({ q: '', open: '' });
  const [adding, setAdding] = useState(false);
  const list = useList('GET /hotline/template-list', { query: { ...(filters.q.trim() ? { q: filters.q.trim() } : {}), limit: 50 } });
  const open = list.items.find((one) => one.id === filters.open) ?? null;
  const close = () => {
    setAdding(false);
    set({ open: '' });
  };
  return (
    <>
      <PageHead
        title={t('templates.title')}
        sub={t('templates.sub')}
        actions={
          <button
            type="button"
            className="hz-button"
            data-primary
            onClick={() => {
              set({ open: '' });
              setAdding(true);
            }}
          >
            {t('templates.add')}
          </button>
        }
      />
      <FilterBar values={filters} onChange={set} onReset={reset} filters={[{ key: 'q', kind: 'text', label: t('picker.search'), width: 260 }]} />
      <SplitPane
        list={
          <DataTable
            name={t('templates.title')}
            columns={[
              { key: 'title', title: t('templates.name'), render: (one) => one.title, width: 150 },
              {
                key: 'text',
                title: t('templates.text'),
                render: (one) => <span className="hzl-cut">{one.texts[language] ?? one.texts['zh-Hans']}</span>,
                from: 768,
              },
              {
                key: 'scope',
                title: t('templates.scope'),
                render: (one) => <Tag>{one.org ?? t(`templates.scopes.${one.scope}`)}</Tag>,
                width: 130,
                from: 1000,
              },
              { key: 'uses', title: t('templates.uses'), number: true, render: (one) => time.count(one.uses), width: 80 },
              {
                key: 'active',
                title: t('templates.state'),
                render: (one) => <Tag tone={one.active ? 'good' : 'neutral'}>{t(one.active ? 'templates.active' : 'templates.off')}</Tag>,
                width: 100,
                from: 1100,
              },
            ]}
            {...tableOf(list)}
            onOpen={(one) => {
              setAdding(false);
              set({ open: one.id });
            }}
            current={filters.open || null}
            height="calc(100vh - 250px)"
            empty={<Empty title={t('templates.empty')} why={t('templates.emptyWhy')} />}
          />
        }
        detail={
          adding ? (
            <TemplateForm key="new" one={null} onClose={close} />
          ) : open ? (
            <TemplateForm key={`${open.id}.${open.version}`} one={open} onClose={close} />
          ) : null
        }
      />
    </>
  );
}
