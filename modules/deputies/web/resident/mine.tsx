import { Answer, Empty, Tag } from '@hezhi/ui';
import { Card, PhonePage } from '@hezhi/ui/phone';
import { useTime, useWords } from '@hezhi/web';
import { Link } from 'react-router';
import { useRoute } from '../shared/client.ts';
import '@hezhi/matters/screens/resident.css';
import '../shared/deputies.css';

/** My appointments, and what I raised with its answers. */
export default function MinePage() {
  const t = useWords('deputies');
  const time = useTime();
  const asked = useRoute('GET /my/deputies');
  return (
    <PhonePage title={t('res.myTitle')} back="/me">
      <Answer of={asked} rows={5}>
        {(found) => (
          <>
            {found.signups.length + found.raised.length === 0 ? (
              <Empty
                title={t('res.myNone')}
                why={t('res.myNoneWhy')}
                action={
                  <Link className="hz-button" to="/deputies">
                    {t('res.title')}
                  </Link>
                }
              />
            ) : null}
            {found.signups.map((one) => (
              <Card key={one.id} to={`/deputies/day/${one.district}/${one.reception}`}>
                <span className="hz-res-card">
                  <strong>{one.studioName}</strong>
                  <span>{t('res.mine', { at: time.moment(one.at), way: t(`ways.${one.way}`) })}</span>
                  {one.receptionState === 'cancelled' ? <Tag tone="warn">{t('res.cancelledDay')}</Tag> : null}
                  {one.online ? <span className="hz-small">{t('res.join', { online: one.online })}</span> : null}
                </span>
              </Card>
            ))}
            {found.raised.map((one) => (
              <Card key={one.id}>
                <p>
                  <strong>{one.deputyName}</strong> <span className="hz-small">{time.day(one.at)}</span>
                </p>
                <p>{one.text}</p>
                <p>{one.answer ? t('res.reply', { answer: one.answer }) : t('res.waiting')}</p>
                {one.matter && one.state === 'case' ? (
                  <p>
                    <Link className="hz-button" to={`/mine/${one.matter}`}>
                      {t('res.follow')}
                    </Link>
                  </p>
                ) : null}
              </Card>
            ))}
          </>
        )}
      </Answer>
    </PhonePage>
  );
}
