import { DeadlineTag, Empty, Tag } from '@hezhi/ui';
import { Card, ListMore, PhonePage } from '@hezhi/ui/phone';
import { useKinds, useLiveRefresh, useSay, useSession, useTime, useWords } from '@hezhi/web';
import { Suspense } from 'react';
import { Link } from 'react-router';
import { useList } from '../shared/client.ts';
import { KindTag } from '../shared/kind-tag.tsx';
import { kindScreens, useKindNames, usePathOf } from '../shared/kinds.ts';
import { useStarts } from '../shared/starts.ts';
import { StateTag } from '../shared/status.tsx';
import './resident.css';

/** 我的事: what I asked for, each with its sentence; visitors follow by what their kinds offer. */
export default function MinePage() {
  const t = useWords('matters');
  const { status } = useSession();
  return (
    <PhonePage title={t('resident.mine.title')} back={false}>
      {status === 'person' ? (
        <MyMatters />
      ) : (
        <>
          <Card>
            <div className="hz-res-section">
              <p>{t('resident.mine.visitor')}</p>
              <p>
                <Link className="hz-button" data-primary to="/login?back=/mine">
                  {t('resident.mine.login')}
                </Link>
              </p>
            </div>
          </Card>
          <Others visitor />
        </>
      )}
    </PhonePage>
  );
}

/** A title is category and first words; the category stands above it already. */
const wordsOf = (title: string): string => title.slice(title.indexOf('：') + 1);

function MyMatters() {
  const t = useWords('matters');
  const say = useSay();
  const time = useTime();
  const kinds = useKindNames();
  const starts = useStarts();
  const pathOf = usePathOf('/mine/');
  const mine = useList('GET /my/matters', { query: { kinds: kinds.join(',') } });
  useLiveRefresh(['matters.'], ['GET /my/matters']);
  return (
    <>
      <ListMore
        // A matter is what the list's line is about.
        list={{ ...mine, items: mine.items.map((one) => ({ ...one, id: one.matter.id })) }}
        label={t('resident.mine.title')}
        empty={
          <Empty
            title={t('resident.mine.none')}
            why={t('resident.mine.noneWhy')}
            action={starts.map((start) => (
              <Link key={start.path} className="hz-button" data-primary={start.main ? '' : undefined} to={start.path}>
                {t(start.label)}
              </Link>
            ))}
          />
        }
        render={({ matter, sentence }) => (
          <Card to={pathOf(matter).pathname} {...(matter.overdue ? { tone: 'late' as const } : {})}>
            <span className="hz-res-card">
              <span className="hz-res-line">
                <span className="hz-res-title">{say(matter.subjectName)}</span>
                <StateTag matter={matter} />
              </span>
              <span>
                <KindTag kind={matter.kind} /> {wordsOf(matter.title)}
              </span>
              <strong>{sentence}</strong>
              <span className="hz-res-line hz-small">
                <span className="hz-num">
                  {matter.number} · {time.moment(matter.openedAt)}
                </span>
                {matter.final || matter.dueAt === null ? null : <DeadlineTag due={matter.dueAt} />}
              </span>
              {matter.stage === 'rate' && !matter.final ? (
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
      <Others visitor={false} />
    </>
  );
}

/** What the kinds put beside the list: other ways to one's own matters. */
function Others({ visitor }: { visitor: boolean }) {
  const screens = useKinds();
  return useKindNames().flatMap((kind) => {
    const { mine: Mine } = kindScreens(screens, kind);
    return Mine
      ? [
          <Suspense key={kind} fallback={null}>
            <Mine visitor={visitor} />
          </Suspense>,
        ]
      : [];
  });
}
