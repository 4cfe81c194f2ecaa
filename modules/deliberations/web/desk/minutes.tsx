import { Answer, Failure, Tag } from '@hezhi/ui';
import { Panel, useConfirm, useToast } from '@hezhi/ui/desk';
import { useDraft, useTime, useWords } from '@hezhi/web';
import { Button, Input, Space } from 'antd';
import { meetingKeys, useCommand, useRoute, type Meeting, type Reply } from '../shared/client.ts';

const refresh = [...meetingKeys, 'GET /meetings/:id/minutes'] as const;

/** Minutes: a draft, corrections as new versions, confirmed by chair and secretary, then published without personal data. */
export function Minutes({ meeting }: { meeting: Meeting }) {
  const t = useWords('deliberations');
  const asked = useRoute('GET /meetings/:id/minutes', { params: { id: meeting.id } }, { keep: false });
  return (
    <Panel title={t('minutes.title')} extra={meeting.published ? <Tag tone="good">{t('meeting.published')}</Tag> : null}>
      <Answer of={asked}>{(minutes) => <Shown key={minutes.versions[0]?.version ?? 0} meeting={meeting} minutes={minutes} />}</Answer>
    </Panel>
  );
}

function Shown({ meeting, minutes }: { meeting: Meeting; minutes: Reply<'GET /meetings/:id/minutes'> }) {
  const t = useWords('deliberations');
  const time = useTime();
  const toast = useToast();
  const confirm = useConfirm();
  const newest = minutes.versions[0];
  const [text, setText, clear] = useDraft(`deliberations.minutes.${meeting.id}.${newest?.version ?? 0}`, newest?.text ?? '');
  const write = useCommand('PUT /meetings/:id/minutes', { refresh });
  const sign = useCommand('POST /meetings/:id/minutes/confirm', { refresh });
  const publish = useCommand('POST /meetings/:id/minutes/publish', { refresh });
  const params = { id: meeting.id };
  const save = async () => {
    await write.run({ params, body: { text: text.trim(), base: newest?.version ?? 0 } }).then(
      () => {
        clear();
        toast(t('minutes.saved'));
      },
      () => undefined,
    );
  };
  const out = async () => {
    if (!newest || !(await confirm({ title: t('minutes.publish'), effect: <span className="hzd-pre">{t('minutes.effect', { text: minutes.shown })}</span> })))
      return;
    await publish.run({ params, body: { version: newest.version } }).then(
      () => toast(t('minutes.publishedNow')),
      () => undefined,
    );
  };
  const confirmed = (role: 'chair' | 'secretary') => newest?.confirmed.find((one) => one.role === role);
  const published = minutes.published !== null;
  return (
    <>
      {published ? (
        <p className="hzd-pre">{minutes.shown}</p>
      ) : (
        <Input.TextArea
          aria-label={t('minutes.title')}
          rows={10}
          maxLength={20_000}
          value={text}
          onChange={({ target }) => setText(target.value)}
          placeholder={t('minutes.hint')}
        />
      )}
      {newest ? (
        <ul className="hzd-rows">
          {(['chair', 'secretary'] as const).map((role) => {
            const done = confirmed(role);
            return (
              <li key={role}>
                <Space wrap>
                  <strong>{t(`meeting.${role}`)}</strong>
                  {role === 'chair' ? meeting.chair : meeting.secretary}
                  {done ? (
                    <Tag tone="good">{t(done.onPaper ? 'minutes.onPaper' : 'minutes.confirmed', { at: time.moment(done.at) })}</Tag>
                  ) : published || meeting.state !== 'closed' ? null : (
                    <Button
                      size="small"
                      loading={sign.isPending}
                      onClick={() => void sign.run({ params, body: { role, version: newest.version } }).catch(() => undefined)}
                    >
                      {t('minutes.confirm')}
                    </Button>
                  )}
                </Space>
              </li>
            );
          })}
        </ul>
      ) : null}
      <Failure error={write.error ?? sign.error ?? publish.error} kept />
      {published ? null : (
        <Space wrap>
          <Button disabled={text.trim() === '' || text.trim() === newest?.text} loading={write.isPending} onClick={() => void save()}>
            {t(newest ? 'minutes.correct' : 'minutes.save')}
          </Button>
          {newest && confirmed('chair') && confirmed('secretary') ? (
            <Button type="primary" loading={publish.isPending} onClick={() => void out()}>
              {t('minutes.publish')}
            </Button>
          ) : null}
        </Space>
      )}
      {minutes.versions.length > 1 ? (
        <details>
          <summary>{t('minutes.earlier', { n: minutes.versions.length - 1 })}</summary>
          {minutes.versions.slice(1).map((one) => (
            <div key={one.version} className="hzd-pre hz-small">
              {t('minutes.version', { n: one.version, by: one.by, at: time.moment(one.at) })}
              {'\n'}
              {one.text}
            </div>
          ))}
        </details>
      ) : null}
    </>
  );
}
