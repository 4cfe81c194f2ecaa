import { Failure, Tag } from '@hezhi/ui';
import { Panel } from '@hezhi/ui/desk';
import { useNow, useTime, useWords } from '@hezhi/web';
import { Button, Space } from 'antd';
import { meetingKeys, useCommand, type Meeting } from '../shared/client.ts';

/** The speaking list: who waits, who speaks since when; calling and ending for who organises. */
export function Floor({ meeting }: { meeting: Meeting }) {
  const t = useWords('deliberations');
  const time = useTime();
  const now = useNow(1000);
  const move = useCommand('POST /meetings/:id/floor/:floor', { refresh: meetingKeys });
  const run = (floor: string, what: 'call' | 'end' | 'withdraw') =>
    void move.run({ params: { id: meeting.id, floor }, body: { do: what } }).catch(() => undefined);
  const waiting = meeting.floor.filter((one) => one.state === 'waiting' || one.state === 'speaking');
  return (
    <Panel title={t('floor.title')}>
      <Failure error={move.error} />
      {waiting.length === 0 ? <p className="hz-small">{t('floor.none')}</p> : null}
      <ol className="hzd-rows">
        {waiting.map((one) => (
          <li key={one.id}>
            <Space wrap>
              <strong>{one.name}</strong>
              {one.about ? <span>{one.about}</span> : null}
              <span className="hz-small hz-num">{t('floor.minutes', { n: one.minutes })}</span>
              {one.state === 'speaking' ? (
                <Tag tone={one.calledAt && now - Date.parse(one.calledAt) > one.minutes * 60_000 ? 'late' : 'info'}>
                  {t('floor.since', { span: one.calledAt ? time.span(Math.max(0, now - Date.parse(one.calledAt))) : '' })}
                </Tag>
              ) : null}
              {meeting.you.organiser && one.state === 'waiting' ? (
                <>
                  <Button size="small" type="primary" onClick={() => run(one.id, 'call')}>
                    {t('floor.call')}
                  </Button>
                  <Button size="small" onClick={() => run(one.id, 'withdraw')}>
                    {t('floor.withdraw')}
                  </Button>
                </>
              ) : null}
              {meeting.you.organiser && one.state === 'speaking' ? (
                <Button size="small" onClick={() => run(one.id, 'end')}>
                  {t('floor.end')}
                </Button>
              ) : null}
            </Space>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
