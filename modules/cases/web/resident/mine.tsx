import { DeadlineTag, Empty, Tag } from '@hezhi/ui';
import { Card, ListMore, PhonePage } from '@hezhi/ui/phone';
import { useLiveRefresh, useSay, useSession, useTime, useWords } from '@hezhi/web';
import { Link } from 'react-router';
import { useList } from '../shared/client.ts';
import { StateTag } from '../shared/status.tsx';
import { TrackForm } from './track-form.tsx';
import './resident.css';

/** 我的事: what I reported, each with its sentence; visitors follow by number and code. */
export default function MinePage() {
  const t = useWords('cases');
  const { status } = useSession();
  return (
    <PhonePage title={t('resident.mine.title')} back={false}>
      {status === 'person' ? (
        <MyCases />
      ) : (
        <>
          <Card>
            <div className="hz-res-section">
              <p>{t('resident.mine.visitor')}</p>
              <p>
                <Link className="hz-button" data-primary to="/login?back=/mine">
                  {t('resident.report.login')}
                </Link>
              </p>
            </div>
          </Card>
          <TrackForm />
        </>
      )}
    </PhonePage>
  );
}

/** A title is category and first words; the category stands above it already. */
const wordsOf = (title: string): string => title.slice(title.indexOf('：') + 1);

function MyCases() {
  const t = useWords('cases');
  const say = useSay();
  const time = useTime();
  const mine = useList('GET /my/cases', { query: {} });
  useLiveRefresh(['matters.'], ['GET /my/cases']);
  return (
    <>
      <ListMore
        // A case is what the list's line is about.
        list={{ ...mine, items: mine.items.map((one) => ({ ...one, id: one.matter.id })) }}
        label={t('resident.mine.title')}
        empty={
          <Empty
            title={t('resident.mine.none')}
            why={t('resident.mine.noneWhy')}
            action={
              <Link className="hz-button" data-primary to="/report">
                {t('resident.report.title')}
              </Link>
            }
          />
        }
        render={({ matter, sentence }) => (
          <Card to={`/mine/${matter.id}`} {...(matter.overdue ? { tone: 'late' as const } : {})}>
            <span className="hz-res-card">
              <span className="hz-res-line">
                <span className="hz-res-title">{say(matter.subjectName)}</span>
                <StateTag matter={matter} />
              </span>
              <span>{wordsOf(matter.title)}</span>
              <strong>{sentence}</strong>
              <span className="hz-res-line hz-small">
                <span className="hz-num">
                  {matter.number} · {time.moment(matter.openedAt)}
                </span>
                {matter.final || matter.dueAt === null ? null : <DeadlineTag due={matter.dueAt} />}
              </span>
              {matter.state === 'rating' ? (
                <span>
                  <Tag tone="warn" icon="star">
                    {t('resident.mine.rateMe')}
                  </Tag>
                </span>
              ) : null}
            </span>
          </Card>
        )}
      />
      <p className="hz-row">
        <Link className="hz-button" to="/track">
          {t('resident.track.title')}
        </Link>
      </p>
    </>
  );
}
