import { Answer, Facts, Failure } from '@hezhi/ui';
import { PageHead, Panel, useConfirm, useToast } from '@hezhi/ui/desk';
import { useLiveRefresh, useMarks, useSay, useSession, useTime, useWords } from '@hezhi/web';
import { Button, InputNumber, Space } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { meetingKeys, useCommand, useRoute, type Meeting } from '../shared/client.ts';
import { MeetingTag } from '../shared/pieces.tsx';
import { Attendance } from './attendance.tsx';
import { Floor } from './floor.tsx';
import { Minutes } from './minutes.tsx';
import { Qr } from './qr.tsx';

/** A meeting at the desk: agenda, opening, sign-in code, attendance, speaking list, closing, minutes. */
export default function MeetingPage() {
  const t = useWords('deliberations');
  const { id = '' } = useParams();
  const { district } = useSession();
  const asked = useRoute('GET /public/meetings/:district/:id', { params: { district: district ?? '', id } }, { enabled: district !== null, keep: false });
  useLiveRefresh(['deliberations.'], ['GET /public/meetings/:district/:id', 'GET /meetings/:id/seats', 'GET /meetings/:id/attendance']);
  return (
    <>
      <PageHead title={asked.data?.title ?? t('meeting.title')} back="/meetings" />
      <Answer of={asked}>{(meeting) => <Shown meeting={meeting} />}</Answer>
    </>
  );
}

function Shown({ meeting }: { meeting: Meeting }) {
  const t = useWords('deliberations');
  const marks = useMarks();
  const say = useSay();
  const time = useTime();
  const organiser = meeting.you.organiser;
  return (
    <>
      <Panel title={say(meeting.kindName)} extra={<MeetingTag state={meeting.state} attained={meeting.attained} />}>
        <Facts
          items={[
            [t('meeting.when'), time.between(meeting.startsAt, meeting.endsAt)],
            [t('meeting.where'), meeting.place || null],
            [t('meeting.online'), meeting.mode === 'on_site' ? null : meeting.link],
            [
              t('meeting.topic'),
              meeting.topic ? (
                <Link key="topic" to={`/matters/${meeting.topic.id}`}>
                  {meeting.topic.title}
                </Link>
              ) : null,
            ],
            [
              t('meeting.body'),
              meeting.body ? (
                <Link key="body" to={`/bodies/${meeting.body.id}`}>
                  {meeting.body.name}
                </Link>
              ) : null,
            ],
            [t('meeting.chair'), meeting.chair],
            [t('meeting.secretary'), meeting.secretary],
            [
              t('meeting.presentLine'),
              meeting.entitled === null
                ? t('meeting.presentOnly', { n: meeting.present })
                : t('meeting.present', { n: meeting.present, of: meeting.entitled, need: meeting.needed }),
            ],
            [t('meeting.basis'), say(meeting.rule.basis), 'wide'],
            [t('meeting.reason'), meeting.reason || null, 'wide'],
            [
              t('meeting.agenda'),
              meeting.agenda.length > 0 ? marks.clauses(meeting.agenda.map((one) => t('meeting.item', { text: one.text, minutes: one.minutes }))) : null,
              'wide',
            ],
          ]}
        />
        {organiser ? <Run meeting={meeting} /> : null}
      </Panel>
      {organiser && meeting.state === 'open' ? <Code id={meeting.id} /> : null}
      {organiser && (meeting.state === 'open' || meeting.state === 'closed') ? <Attendance meeting={meeting} /> : null}
      {meeting.state === 'open' ? <Floor meeting={meeting} /> : null}
      {organiser && (meeting.state === 'open' || meeting.state === 'closed') ? <Minutes meeting={meeting} /> : null}
      {!organiser && meeting.minutes ? (
        <Panel title={t('minutes.title')}>
          <p className="hzd-pre">{meeting.minutes.text}</p>
        </Panel>
      ) : null}
    </>
  );
}

function Run({ meeting }: { meeting: Meeting }) {
  const t = useWords('deliberations');
  const toast = useToast();
  const confirm = useConfirm();
  const [onPaper, setOnPaper] = useState(0);
  const open = useCommand('POST /meetings/:id/open', { refresh: meetingKeys });
  const close = useCommand('POST /meetings/:id/close', { refresh: meetingKeys });
  const cancel = useCommand('POST /meetings/:id/cancel', { refresh: meetingKeys });
  const params = { id: meeting.id };
  const off = async () => {
    const given = await confirm({
      title: t('meeting.cancelSure'),
      effect: t('meeting.cancelEffect'),
      yes: t('meeting.cancel'),
      no: t('meeting.keep'),
      danger: true,
      ask: { label: t('meeting.reason'), required: true, max: 80 },
    });
    if (given) await cancel.run({ params, body: { reason: given.text } }).catch(() => undefined);
  };
  const end = async () => {
    if (!(await confirm({ title: t('meeting.closeSure'), effect: t('meeting.closeEffect'), yes: t('meeting.close') }))) return;
    await close.run({ params, body: { onPaper } }).then(
      ({ attained, present, needed }) => toast(t(attained ? 'meeting.closedMet' : 'meeting.closedNot', { n: present, need: needed })),
      () => undefined,
    );
  };
  return (
    <div className="hzd-do">
      <Space wrap>
        {meeting.state === 'announced' ? (
          <>
            <Button type="primary" loading={open.isPending} onClick={() => void open.run({ params, body: {} }).catch(() => undefined)}>
              {t('meeting.open')}
            </Button>
            <Button danger onClick={() => void off()}>
              {t('meeting.cancel')}
            </Button>
          </>
        ) : null}
        {meeting.state === 'open' ? (
          <>
            <label>
              {t('meeting.onPaper')} <InputNumber min={0} max={100_000} value={onPaper} onChange={(n) => setOnPaper(n ?? 0)} />
            </label>
            <Button type="primary" loading={close.isPending} onClick={() => void end()}>
              {t('meeting.close')}
            </Button>
          </>
        ) : null}
      </Space>
      <Failure error={open.error ?? close.error ?? cancel.error} />
    </div>
  );
}

function Code({ id }: { id: string }) {
  const t = useWords('deliberations');
  const time = useTime();
  const asked = useRoute('GET /meetings/:id/code', { params: { id } }, { every: 60_000 });
  return (
    <Panel title={t('qr.title')}>
      <Answer of={asked}>
        {({ code, until, path }) => (
          <>
            <Qr text={new URL(path, location.origin).href} />
            <p>
              {t('qr.code')} <strong className="hz-num">{code}</strong> <span className="hz-small">{t('qr.until', { at: time.moment(until) })}</span>
            </p>
            <p className="hz-small">{t('signIn.privacy')}</p>
          </>
        )}
      </Answer>
    </Panel>
  );
}
