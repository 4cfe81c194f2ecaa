import { newId } from '@hezhi/contract/light';
import { FormModal, useNeeded, useToast } from '@hezhi/ui/desk';
import { useNow, useSay, useTime, useWords } from '@hezhi/web';
import { Form, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { meetingKeys, useCommand, useRoute } from '../shared/client.ts';
import { PersonSelect, type Person } from './person-select.tsx';
import { Unconfirmed } from './unconfirmed.tsx';

type Typed = {
  kind: string;
  title: string;
  mode: 'on_site' | 'online' | 'both';
  place?: string;
  link?: string;
  starts: string;
  minutes: number;
  electors?: number;
  agenda?: string;
  chair: Person;
  secretary: Person;
};

/** Calling a meeting of a topic or a body by the rule of its kind; the rule stands beside the form. */
export function CallMeeting({
  area,
  topic,
  body,
  title,
  kinds,
  onClose,
}: {
  area: string;
  topic?: string;
  body?: string;
  title: string;
  kinds?: readonly string[];
  onClose: () => void;
}) {
  const t = useWords('deliberations');
  const say = useSay();
  const time = useTime();
  const needed = useNeeded();
  const toast = useToast();
  const now = useNow(60_000);
  const [id] = useState(newId);
  const settings = useRoute('GET /deliberation-settings', { query: { area } }, { fresh: 600_000 });
  const call = useCommand('POST /meetings', { refresh: meetingKeys });
  const all = (settings.data?.meetings ?? []).filter((one) => (topic ? one.quorum?.of !== 'members' : one.quorum?.of !== 'electors'));
  const first = kinds?.find((key) => all.some((one) => one.key === key)) ?? all[0]?.key;
  if (!settings.data) return null;
  return (
    <FormModal<Typed>
      draft={`deliberations.meeting.${topic ?? body ?? ''}`}
      title={t('meeting.call')}
      effect={t('meeting.callEffect')}
      yes={t('meeting.call')}
      width={640}
      start={{ kind: first, title, mode: 'on_site', minutes: 90 }}
      onClose={onClose}
      onSubmit={async (typed) => {
        const agenda = (typed.agenda ?? '')
          .split('\n')
          .map((line) => line.trim())
          .filter(Boolean)
          .map((text) => ({ text, minutes: 15 }));
        await call.run({
          body: {
            id,
            kind: typed.kind,
            title: typed.title.trim(),
            mode: typed.mode,
            place: typed.place?.trim() ?? '',
            link: typed.link?.trim() ?? '',
            startsAt: `${typed.starts}:00+08:00`,
            minutes: typed.minutes,
            agenda,
            chair: typed.chair,
            secretary: typed.secretary,
            ...(topic ? { topic } : {}),
            ...(body ? { body } : {}),
            ...(typed.electors ? { electors: typed.electors } : {}),
          },
        });
        toast(t('meeting.called'));
      }}
    >
      {(form) => (
        <>
          <Form.Item name="kind" label={t('meeting.kind')} rules={[needed]}>
            <Select options={all.map((one) => ({ value: one.key, label: say(one.name) }))} />
          </Form.Item>
          <Form.Item noStyle shouldUpdate={(a: Typed, b: Typed) => a.kind !== b.kind || a.mode !== b.mode}>
            {() => {
              const kind = all.find((one) => one.key === (form.getFieldValue('kind') as string));
              const mode = form.getFieldValue('mode') as Typed['mode'];
              return (
                <>
                  {kind ? (
                    <div className="hz-form-effect">
                      <strong>{t('meeting.whom', { who: say(kind.invited) })}</strong>
                      <div>
                        {[
                          kind.notice ? t(`limit.${kind.notice.unit}`, { n: kind.notice.amount }) : '',
                          kind.quorum
                            ? t(kind.quorum.more ? 'quorum.more' : 'quorum.atLeast', {
                                share: kind.quorum.share.join('/'),
                                of: t(`quorum.of.${kind.quorum.of}`),
                              })
                            : t('quorum.none'),
                        ]
                          .filter(Boolean)
                          .join(t('comma'))}
                      </div>
                      {kind.unconfirmed ? <Unconfirmed /> : null}
                      <div className="hz-small">{say(kind.basis)}</div>
                    </div>
                  ) : null}
                  {kind?.quorum?.of === 'electors' ? (
                    <Form.Item name="electors" label={t('meeting.electors')} rules={[needed]}>
                      <InputNumber min={1} max={1_000_000} style={{ width: '100%' }} />
                    </Form.Item>
                  ) : null}
                  <Form.Item name="mode" label={t('meeting.mode')} rules={[needed]}>
                    <Select options={(['on_site', 'online', 'both'] as const).map((value) => ({ value, label: t(`mode.${value}`) }))} />
                  </Form.Item>
                  {mode === 'online' ? null : (
                    <Form.Item name="place" label={t('meeting.where')} rules={[{ ...needed, whitespace: true }]}>
                      <Input maxLength={200} />
                    </Form.Item>
                  )}
                  {mode === 'on_site' ? null : (
                    <Form.Item name="link" label={t('meeting.online')} rules={[{ ...needed, whitespace: true }]}>
                      <Input maxLength={300} />
                    </Form.Item>
                  )}
                </>
              );
            }}
          </Form.Item>
          <Form.Item name="title" label={t('meeting.name')} rules={[{ ...needed, whitespace: true }]}>
            <Input maxLength={80} />
          </Form.Item>
          <Form.Item name="starts" label={t('meeting.when')} extra={t('meeting.zone', { now: time.moment(now) })} rules={[needed]}>
            <Input type="datetime-local" />
          </Form.Item>
          <Form.Item name="minutes" label={t('meeting.minutes')} rules={[needed]}>
            <InputNumber min={15} max={600} step={15} style={{ width: '100%' }} />
          </Form.Item>
          <Form.Item name="chair" label={t('meeting.chair')} rules={[needed]}>
            <PersonSelect />
          </Form.Item>
          <Form.Item name="secretary" label={t('meeting.secretary')} rules={[needed]}>
            <PersonSelect />
          </Form.Item>
          <Form.Item name="agenda" label={t('meeting.agenda')} extra={t('meeting.agendaHint')}>
            <Input.TextArea rows={4} maxLength={4000} />
          </Form.Item>
        </>
      )}
    </FormModal>
  );
}
