import { Answer, Facts, Failure } from '@hezhi/ui';
import { PageHead, Panel } from '@hezhi/ui/desk';
import { addressOf, useLiveRefresh, useSession, useTime, useWords } from '@hezhi/web';
import { Button } from 'antd';
import { Link, useParams } from 'react-router';
import { useRoute, type Question } from '../shared/client.ts';
import { MapWaits, OpinionMap } from '../shared/opinion-map.tsx';
import { StateTag, useStateSentence } from '../shared/state.tsx';
import { Actions } from './actions.tsx';
import { DeskStatements } from './statements.tsx';
import '../shared/opinions.css';

const files = ['votes.csv', 'comments.csv', 'participants-votes.csv', 'summary.csv'] as const;

/** /opinions/:id: one question with its map, its statements and what may be done. */
export default function DetailPage() {
  const t = useWords('opinions');
  const { id = '' } = useParams();
  const asked = useRoute('GET /opinions/:id', { params: { id } }, { every: 60_000 });
  useLiveRefresh(['opinions.mapped'], ['GET /opinions']);
  return (
    <>
      <PageHead title={asked.data?.title ?? t('nav')} back="/opinions" actions={asked.data ? <Actions one={asked.data} /> : null} />
      <Answer of={asked} rows={8}>
        {(one) => <Detail one={one} />}
      </Answer>
    </>
  );
}

function Detail({ one }: { one: Question }) {
  const t = useWords('opinions');
  const time = useTime();
  const sentence = useStateSentence();
  const { can } = useSession();
  const map = useRoute('GET /opinions/:id/map', { params: { id: one.id } }, { every: 60_000 });
  return (
    <div className="hzo-columns">
      <div>
        <Panel title={t('desk.about')} extra={<StateTag state={one.state} />}>
          <div className="hzo-card">
            <p>{sentence(one)}</p>
            <p className="hzo-about">{one.about}</p>
            <p className="hzo-poll hz-small">{t('poll')}</p>
            <Facts
              items={[
                [t('form.area'), one.areaName],
                [t('who.label'), t(`who.${one.who}`)],
                [t('desk.org'), one.org],
                [t('form.opensAt'), time.moment(one.opensAt)],
                [t('form.closesAt'), time.moment(one.closesAt)],
                [t('desk.statements'), time.count(one.statements)],
                [t('desk.people'), time.count(one.people)],
                [t('desk.votes'), time.count(one.votes)],
                ...(one.deliberation
                  ? [
                      [
                        t('desk.deliberation'),
                        <Link key="d" to={`/matters/${one.deliberation}`}>
                          {t('desk.open')}
                        </Link>,
                      ] as [string, React.ReactNode],
                    ]
                  : []),
              ]}
            />
            {can('opinions.manage') && one.state !== 'draft' ? (
              <div className="hz-no-print hzo-card">
                <h3>{t('desk.files')}</h3>
                <p className="hz-small">{t('desk.filesHint')}</p>
                <p className="hz-row">
                  {files.map((file) => (
                    <Button key={file} href={addressOf('GET /opinions/:id/export/:file', { params: { id: one.id, file } })} download>
                      {t(`desk.file.${file.replace('.csv', '')}`)}
                    </Button>
                  ))}
                </p>
              </div>
            ) : null}
          </div>
        </Panel>
        <DeskStatements one={one} />
      </div>
      <Panel title={t('map.title')}>
        {map.isPending ? <MapWaits /> : <Failure error={map.error} retry={() => void map.refetch()} />}
        {map.data ? <OpinionMap map={map.data} /> : null}
      </Panel>
    </div>
  );
}
