import { Empty, Tag } from '@hezhi/ui';
import { DataTable, PageHead, SplitPane, type Column } from '@hezhi/ui/desk';
import { useFilters, useSay, useTime, useWords } from '@hezhi/web';
import { useRoute, type Reply } from '../shared/client.ts';
import { TemplateForm } from './template-form.tsx';

type Template = Reply<'GET /notices/templates'>['items'][number];

/** /admin/notice-templates: what people are told, in which words; a district may have its own. */
export default function Templates() {
  const t = useWords('notices');
  const say = useSay();
  const time = useTime();
  const [filters, set] = useFilters({ open: '' });
  const list = useRoute('GET /notices/templates');
  const items = (list.data?.items ?? []).map((one) => ({ ...one, id: one.key }));
  const open = items.find((one) => one.id === filters.open);
  const columns: Column<Template & { id: string }>[] = [
    {
      key: 'title',
      title: t('templates.name'),
      render: (one) => <strong>{say(one.words.title)}</strong>,
    },
    { key: 'category', title: t('templates.category'), width: 110, render: (one) => t(`category.${one.category}`) },
    {
      key: 'channels',
      title: t('templates.channels'),
      from: 1100,
      render: (one) => [t('templates.inbox'), ...one.channels.map((channel) => t(`channel.${channel}`))].join(t('templates.comma')),
    },
    {
      key: 'own',
      title: t('templates.words'),
      width: 130,
      render: (one) => (one.changed ? <Tag tone="info">{t('templates.own')}</Tag> : <Tag>{t('templates.shipped')}</Tag>),
    },
    { key: 'changed', title: t('templates.changed'), from: 1200, width: 160, render: (one) => (one.changed ? time.moment(one.changed.at) : '—') },
  ];
  return (
    <>
      <PageHead title={t('templates.title')} sub={t('templates.sub')} />
      <SplitPane
        list={
          <DataTable
            name={t('templates.title')}
            columns={open ? columns.slice(0, 2) : columns}
            items={items}
            loading={list.isPending}
            error={list.error}
            retry={() => void list.refetch()}
            current={filters.open || null}
            onOpen={(one) => set({ open: one.id })}
            empty={<Empty title={t('templates.none')} why={t('templates.noneWhy')} />}
          />
        }
        detail={open ? <TemplateForm key={`${open.id} ${open.version}`} template={open} onClose={() => set({ open: '' })} /> : null}
      />
    </>
  );
}
