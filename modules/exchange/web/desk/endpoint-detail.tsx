import { Answer, Facts, Failure, Tag } from '@hezhi/ui';
import { Panel, useConfirm, useToast } from '@hezhi/ui/desk';
import { useRefresh, useSession, useTime, useWords } from '@hezhi/web';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { client, useCommand, useRoute, type Endpoint } from '../shared/client.ts';
import { BodyForm } from './body-form.tsx';
import { RotateForm } from './rotate-form.tsx';
import { Secrets, type Shown } from './secrets.tsx';
import { EndpointState, useTopicName } from './states.tsx';
import { WebhookForm } from './webhook-form.tsx';

/** One body or webhook: how it is, what may be done. */
export function EndpointDetail({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useWords('exchange');
  const endpoint = useRoute('GET /exchange/endpoints/:id', { params: { id } });
  return (
    <Panel title={endpoint.data?.name ?? t('endpoint.one')} extra={<Button onClick={onClose}>{t('close')}</Button>}>
      <Answer of={endpoint}>{(one) => <Told endpoint={one} onClose={onClose} />}</Answer>
    </Panel>
  );
}

function Told({ endpoint: one, onClose }: { endpoint: Endpoint; onClose: () => void }) {
  const t = useWords('exchange');
  const time = useTime();
  const toast = useToast();
  const confirm = useConfirm();
  const refresh = useRefresh();
  const { can } = useSession();
  const topicName = useTopicName();
  const [open, setOpen] = useState<'edit' | 'out' | 'in' | null>(null);
  const [shown, setShown] = useState<Shown | null>(null);
  const [error, setError] = useState<unknown>(null);
  const ping = useCommand('POST /exchange/endpoints/:id/ping', { refresh: ['GET /exchange/messages', 'GET /exchange/endpoints/:id'] });
  const body = one.role === 'body';

  const pause = async () => {
    if (
      one.active &&
      !(await confirm({
        title: t('endpoint.pauseOf', { name: one.name }),
        effect: t(body ? 'bodies.pauseEffect' : 'hooks.pauseEffect'),
        yes: t('endpoint.pause'),
      }))
    )
      return;
    setError(null);
    try {
      await client('PATCH /exchange/endpoints/:id', { params: { id: one.id }, body: { version: one.version, active: !one.active } });
      await refresh(['GET /exchange/endpoints', 'GET /exchange/endpoints/:id']);
      toast(t(one.active ? 'endpoint.pausedNow' : 'endpoint.resumedNow'));
    } catch (thrown) {
      setError(thrown);
    }
  };
  const end = async () => {
    const sure = await confirm({
      title: t('endpoint.endOf', { name: one.name }),
      effect: t(body ? 'bodies.endEffect' : 'hooks.endEffect'),
      yes: t('endpoint.end'),
      danger: true,
    });
    if (!sure) return;
    setError(null);
    try {
      await client('DELETE /exchange/endpoints/:id', { params: { id: one.id }, query: { version: one.version } });
      toast(t('endpoint.endedNow'));
      onClose();
      await refresh(['GET /exchange/endpoints', 'GET /exchange/messages']);
    } catch (thrown) {
      setError(thrown);
    }
  };
  const test = () =>
    void ping.run({ params: { id: one.id } }).then(
      () => toast(t('endpoint.pinged')),
      () => undefined,
    );
  const Form = body ? BodyForm : WebhookForm;
  return (
    <div className="exc-stack">
      <div>
        <EndpointState endpoint={one} />
      </div>
      <Facts
        items={[
          [t('endpoint.org'), one.orgName],
          [
            t('endpoint.address'),
            one.address ? (
              <code key="address" className="exc-code">
                {one.address}
              </code>
            ) : body ? (
              t('bodies.noAddress')
            ) : null,
            'wide',
          ],
          [t('secret.inbox'), one.inbox ? <code key="inbox" className="exc-code">{`${location.origin}${one.inbox}`}</code> : null, 'wide'],
          [t('bodies.orders'), body ? t(one.orders ? 'yes' : 'no') : null],
          [t('hooks.topics'), body ? null : one.topics.map((topic) => <Tag key={topic}>{topicName(topic)}</Tag>), 'wide'],
          [t('endpoint.area'), body ? null : (one.areaName ?? t('endpoint.everywhere'))],
          [t('hooks.subjects'), body ? null : one.subjects.length > 0 ? one.subjects.join(t('comma')) : t('hooks.allSubjects')],
          [t('endpoint.lastOut'), one.lastOut ? time.moment(one.lastOut) : t('endpoint.never')],
          [t('endpoint.lastIn'), body ? (one.lastIn ? time.moment(one.lastIn) : t('endpoint.never')) : null],
          [
            t('endpoint.waiting'),
            <Link key="waiting" to={`/exchange/messages?endpoint=${one.id}`}>
              {t('endpoint.waitingOf', { count: one.waiting })}
            </Link>,
          ],
          [
            t('dead.count'),
            one.dead > 0 ? (
              <Link key="dead" to={`/exchange/dead?endpoint=${one.id}`}>
                {t('endpoint.hasDead', { count: one.dead })}
              </Link>
            ) : null,
          ],
        ]}
      />
      {can('exchange.manage') ? (
        <div className="hz-row">
          <Button onClick={() => setOpen('edit')}>{t('endpoint.edit')}</Button>
          <Button loading={ping.isPending} disabled={one.address === null} onClick={test}>
            {t('endpoint.ping')}
          </Button>
          <Button onClick={() => void pause()}>{t(one.active ? 'endpoint.pause' : 'endpoint.resume')}</Button>
          <Button danger onClick={() => void end()}>
            {t('endpoint.end')}
          </Button>
        </div>
      ) : null}
      <Failure error={error ?? ping.error} />
      <section>
        <h3>{t('secret.list')}</h3>
        <ul>
          {one.secrets.map((secret) => (
            <li key={secret.id}>
              {t(`secret.${secret.direction}`)} <code className="exc-code">…{secret.hint}</code>{' '}
              <span className="hz-small">
                {t('secret.since', { at: time.day(secret.createdAt) })}
                {secret.lapsesAt ? ` · ${t('secret.lapses', { at: time.moment(secret.lapsesAt) })}` : ''}
              </span>
            </li>
          ))}
        </ul>
        {can('exchange.manage') ? (
          <div className="hz-row">
            <Button size="small" onClick={() => setOpen('out')}>
              {t('secret.rotateOut')}
            </Button>
            {body ? (
              <Button size="small" onClick={() => setOpen('in')}>
                {t('secret.rotateIn')}
              </Button>
            ) : null}
          </div>
        ) : null}
      </section>
      {open === 'edit' ? <Form endpoint={one} onClose={() => setOpen(null)} onSaved={() => toast(t('saved'))} /> : null}
      {open === 'out' || open === 'in' ? <RotateForm endpoint={one} direction={open} onClose={() => setOpen(null)} onSaved={setShown} /> : null}
      {shown ? <Secrets shown={shown} onClose={() => setShown(null)} /> : null}
    </div>
  );
}
