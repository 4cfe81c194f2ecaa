import { Empty } from '@hezhi/ui';
import { DataTable, FilterBar, PageHead } from '@hezhi/ui/desk';
import { useFilters, useSay, useTime, useWords } from '@hezhi/web';
import { useNavigate } from 'react-router';
import { useList } from '../shared/client.ts';
import { MeetingTag } from '../shared/pieces.tsx';

/** Meetings of the territory: what is to come in order of time, or what was. */
export default function Meetings() {
  const t = useWords('deliberations');
  const say = useSay();
  const time = useTime();
  const go = useNavigate();
  const [filters, set, reset] = useFilters({ past: '' });
  const list = useList('GET /meetings', { query: filters.past ? { past: 'true' } : {} });
  return (
    <>
      <PageHead title={t('nav.meetings')} sub={t('meetings.sub')} />
      <FilterBar
        filters={[{ key: 'past', kind: 'select', label: t('meetings.which'), options: [{ value: '1', label: t('meetings.past') }], width: 160 }]}
        values={filters}
        onChange={set}
        onReset={reset}
      />
      <DataTable
        name={t('nav.meetings')}
        columns={[
          { key: 'when', title: t('meeting.when'), render: (one) => <span title={time.exact(one.startsAt)}>{time.moment(one.startsAt)}</span> },
          { key: 'title', title: t('meeting.name'), render: (one) => one.title },
          { key: 'kind', title: t('meeting.kind'), render: (one) => say(one.kindName), from: 768 },
          { key: 'place', title: t('meeting.where'), render: (one) => one.place || t(`mode.${one.mode}`), from: 900 },
          { key: 'area', title: t('area.title'), render: (one) => one.areaName, from: 1100 },
          { key: 'state', title: t('state'), render: (one) => <MeetingTag state={one.state} attained={one.attained} /> },
        ]}
        items={list.items}
        onOpen={(one) => void go(`/meetings/${one.id}`)}
        loading={list.isPending}
        error={list.error}
        retry={list.again}
        hasMore={list.hasMore}
        more={list.more}
        moreLoading={list.isMoreFetching}
        empty={<Empty title={t('meetings.none')} why={t('meetings.noneWhy')} />}
      />
    </>
  );
}
