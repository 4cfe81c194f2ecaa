import { Answer, Empty, Tag } from '@hezhi/ui';
import { DataTable, PageHead, Panel, tableOf, useToast } from '@hezhi/ui/desk';
import { useFilters, useSession, useTime, useWords } from '@hezhi/web';
import { Button, Checkbox } from 'antd';
import { useNavigate, useParams } from 'react-router';
import { useList, useRoute, type Ballot, type Reply } from '../shared/client.ts';
import { PaperForm } from '../shared/paper-form.tsx';
import '../shared/ballots.css';

type Paper = Reply<'GET /ballots/:id/papers'>['items'][number];

/** /ballots/:id/papers: papers entered by two persons, compared, and by a third where they differ. */
export default function PapersPage() {
  const t = useWords('ballots');
  const { id = '' } = useParams();
  const go = useNavigate();
  const asked = useRoute('GET /ballots/:id', { params: { id } });
  return (
    <>
      <PageHead
        title={t('papers.title')}
        sub={asked.data?.title}
        back={`/ballots/${id}`}
        actions={
          <Button className="hz-no-print" onClick={() => void go(`/ballots/${id}/print`)}>
            {t('print.title')}
          </Button>
        }
      />
      <Answer of={asked} rows={6}>
        {(ballot) => <Papers ballot={ballot} />}
      </Answer>
    </>
  );
}

function Papers({ ballot }: { ballot: Ballot }) {
  const t = useWords('ballots');
  const time = useTime();
  const toast = useToast();
  const { can } = useSession();
  const [filters, set] = useFilters({ open: '1' });
  const list = useList('GET /ballots/:id/papers', { params: { id: ballot.id }, query: { limit: 50, ...(filters.open ? { open: 'true' as never } : {}) } });
  const tag = (one: Paper) => <Tag tone={one.state === 'valid' ? 'good' : one.state === 'differs' ? 'late' : 'warn'}>{t(`papers.state.${one.state}`)}</Tag>;
  const taking = ballot.state === 'open' || ballot.state === 'closed';
  return (
    <div className="hzb-columns hzb-desk">
      <Panel
        title={t('papers.list')}
        extra={
          <Checkbox checked={filters.open !== ''} onChange={({ target }) => set({ open: target.checked ? '1' : '' })}>
            {t('papers.openOnly')}
          </Checkbox>
        }
      >
        <p>{t('papers.how')}</p>
        <DataTable<Paper & { id: string }>
          name={t('papers.list')}
          columns={[
            { key: 'paper', title: t('paper.number'), render: (one) => <span className="hz-num">{one.paper}</span> },
            { key: 'label', title: t('unit.label'), render: (one) => one.label },
            { key: 'channel', title: t('paper.channel'), render: (one) => t(`channel.${one.channel}`), from: 900 },
            { key: 'received', title: t('paper.received'), render: (one) => time.moment(one.received_at), from: 900 },
            { key: 'state', title: t('desk.state'), render: tag },
            {
              key: 'mine',
              title: t('papers.next'),
              render: (one) => t(one.state === 'valid' ? 'papers.nextNone' : one.mine ? 'papers.nextOther' : 'papers.nextYou'),
            },
          ]}
          {...tableOf({ ...list, items: list.items.map((one) => ({ ...one, id: one.paper })) })}
          empty={<Empty title={t('papers.none')} why={t('papers.noneWhy')} />}
        />
      </Panel>
      <Panel title={t('papers.enter')}>
        {can('ballots.collect') && taking ? (
          <PaperForm ballot={ballot} onEntered={(entered) => toast(t(`papers.done.${entered.state}`, { paper: entered.paper }))} />
        ) : (
          <Empty title={t(taking ? 'papers.noRight' : 'papers.notNow')} why={t(taking ? 'papers.noRightWhy' : 'papers.notNowWhy')} />
        )}
      </Panel>
    </div>
  );
}
