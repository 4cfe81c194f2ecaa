import { Answer, Facts, Failure, Tag, type Tone } from '@hezhi/ui';
import { Panel, useConfirm, useToast } from '@hezhi/ui/desk';
import { useSession, useTime, useWords } from '@hezhi/web';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useCommand, useRoute, type Reply } from '../shared/client.ts';
import { MessageState, useTypeName } from './states.tsx';

type Detail = Reply<'GET /exchange/messages/:id'>;
const photoTones: Record<Detail['photos'][number]['state'], Tone> = { waiting: 'info', kept: 'good', dead: 'late' };
const touched = ['GET /exchange/messages', 'GET /exchange/messages/:id', 'GET /exchange/endpoints'] as const;

/** One message: what it says, what became of it, and what a person may do about it. */
export function MessageDetail({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useWords('exchange');
  const message = useRoute('GET /exchange/messages/:id', { params: { id } });
  return (
    <Panel title={t('message.one')} extra={<Button onClick={onClose}>{t('close')}</Button>}>
      <Answer of={message}>{(one) => <Told message={one} />}</Answer>
    </Panel>
  );
}

function Told({ message: one }: { message: Detail }) {
  const t = useWords('exchange');
  const time = useTime();
  const typeName = useTypeName();
  const toast = useToast();
  const confirm = useConfirm();
  const { can } = useSession();
  const [note, setNote] = useState(one.note ?? '');
  const resend = useCommand('POST /exchange/messages/:id/resend', { refresh: touched });
  const drop = useCommand('POST /exchange/messages/:id/drop', { refresh: touched });
  const refetch = useCommand('POST /exchange/messages/:id/photos', { refresh: touched });
  const save = useCommand('PUT /exchange/messages/:id/note', { refresh: touched });
  const params = { id: one.id };
  const told = (text: string) => [() => toast(text), () => undefined] as const;
  const askDrop = async () => {
    const sure = await confirm({
      title: t('dead.drop'),
      effect: t('dead.dropEffect'),
      yes: t('dead.drop'),
      danger: true,
      ask: { label: t('dead.reason'), required: true, max: 500 },
    });
    if (sure) await drop.run({ params, body: { reason: sure.text } }).then(...told(t('dead.dropped')));
  };
  const dead = one.state === 'dead' && one.direction === 'out';
  const lost = one.photos.some((photo) => photo.state === 'dead');
  return (
    <div className="exc-stack">
      <div>
        <MessageState message={one} />
      </div>
      <Facts
        items={[
          [t('message.type'), typeName(one.type)],
          [t('message.endpoint'), one.endpointName],
          [t('message.direction'), t(`direction.${one.direction}`)],
          [t('message.at'), time.exact(one.at)],
          [t('message.settled'), one.settledAt ? time.exact(one.settledAt) : null],
          [t('message.next'), one.nextAt && !one.held ? time.moment(one.nextAt) : null],
          [t('message.attempts'), time.count(one.attempts)],
          [
            t('message.about'),
            one.number ? (
              <Link key="matter" to={`/matters/${one.matter}`}>
                {one.number}
              </Link>
            ) : null,
          ],
          [t('message.order'), one.order],
          [
            t('message.id'),
            <code key="id" className="exc-code">
              {one.externalId}
            </code>,
            'wide',
          ],
          [
            t('message.error'),
            one.error ? (
              <span key="error" className="exc-error">
                {one.error}
              </span>
            ) : null,
            'wide',
          ],
        ]}
      />
      {one.held ? <p>{t('message.heldWhy')}</p> : null}
      {can('exchange.manage') && dead ? (
        <div className="hz-row">
          <Button type="primary" loading={resend.isPending} onClick={() => void resend.run({ params }).then(...told(t('dead.resentOne')))}>
            {t('dead.resend')}
          </Button>
          <Button danger loading={drop.isPending} onClick={() => void askDrop()}>
            {t('dead.drop')}
          </Button>
        </div>
      ) : null}
      <Failure error={resend.error ?? drop.error ?? refetch.error ?? save.error} />
      {one.photos.length > 0 ? (
        <section>
          <h3>{t('photo.title')}</h3>
          <ol className="exc-photos">
            {one.photos.map((photo) => (
              <li key={photo.id}>
                <Tag tone={photoTones[photo.state]}>{t(`photo.${photo.state}`)}</Tag> <span className="exc-code">{photo.url ?? t('photo.inside')}</span>
                {photo.error ? <p className="exc-error">{photo.error}</p> : null}
                {photo.state === 'waiting' && photo.attempts > 0 && photo.nextAt ? (
                  <p className="hz-small">{t('photo.next', { when: time.moment(photo.nextAt) })}</p>
                ) : null}
              </li>
            ))}
          </ol>
          {can('exchange.manage') && lost ? (
            <Button loading={refetch.isPending} onClick={() => void refetch.run({ params }).then(...told(t('photo.again')))}>
              {t('photo.refetch')}
            </Button>
          ) : null}
        </section>
      ) : null}
      <section>
        <h3>{t('message.note')}</h3>
        {can('exchange.manage') ? (
          <>
            <Input.TextArea aria-label={t('message.note')} rows={2} maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
            <div className="hz-row" style={{ marginTop: 8 }}>
              <Button
                size="small"
                loading={save.isPending}
                disabled={note === (one.note ?? '')}
                onClick={() => void save.run({ params, body: { note } }).then(...told(t('saved')))}
              >
                {t('save')}
              </Button>
            </div>
          </>
        ) : (
          <p>{one.note ?? t('message.noNote')}</p>
        )}
      </section>
      <section>
        <h3>{t('message.payload')}</h3>
        {one.payload === null ? (
          <p>{t('message.hidden')}</p>
        ) : (
          <pre className="exc-payload" role="region" tabIndex={0} aria-label={t('message.payload')}>
            {JSON.stringify(one.payload, null, 2)}
          </pre>
        )}
      </section>
      {one.reply === null ? null : (
        <section>
          <h3>{t('message.reply')}</h3>
          <pre className="exc-payload" role="region" tabIndex={0} aria-label={t('message.reply')}>
            {JSON.stringify(one.reply, null, 2)}
          </pre>
        </section>
      )}
    </div>
  );
}
