import { newId } from '@hezhi/contract/light';
import { Empty, Failure, PhotoPicker, type PhotoUpload, type PickedPhoto } from '@hezhi/ui';
import { FormModal, Panel, useConfirm, useNeeded, useToast } from '@hezhi/ui/desk';
import { addressOf, useSession, useTime, useWords } from '@hezhi/web';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { client, useCommand, useList, type Ballot, type MandateLine } from '../shared/client.ts';
import { VoterSearch, type FoundVoter } from '../shared/voter-search.tsx';

/** Written mandates: who may hand in for whom, with photos of the paper. */
export function Mandates({ ballot }: { ballot: Ballot }) {
  const t = useWords('ballots');
  const time = useTime();
  const { can } = useSession();
  const [adding, setAdding] = useState(false);
  const [binding, setBinding] = useState<MandateLine | null>(null);
  const list = useList('GET /ballots/:id/mandates', { params: { id: ballot.id }, query: { limit: 20 } });
  const may = (can('ballots.collect') || can('ballots.manage')) && (ballot.state === 'announced' || ballot.state === 'open');
  return (
    <Panel title={t('mandate.title')} extra={may ? <Button onClick={() => setAdding(true)}>{t('mandate.add')}</Button> : null}>
      <p className="hz-small">{t('mandate.how', { max: ballot.rule.proxies })}</p>
      <Failure error={list.error} retry={list.again} />
      {!list.isPending && list.items.length === 0 ? <Empty title={t('mandate.none')} /> : null}
      <ul className="hzb-options">
        {list.items.map((one) => (
          <li key={one.id}>
            {t('mandate.line', { label: one.label, name: one.proxy_name })} <span className="hz-small">{time.exact(one.at)}</span>{' '}
            {one.bound && one.ended_at === null ? <span className="hz-small">{t('mandate.bound')} </span> : null}
            {one.used ? <span className="hz-small">{t('mandate.used')} </span> : null}
            {one.ended_at === null ? null : (
              <span className="hz-small">
                {t('mandate.ended', { at: time.exact(one.ended_at), by: t(`mandate.via.${one.ended_via ?? 'staff'}`), reason: one.ended_reason ?? '' })}{' '}
              </span>
            )}
            {one.files.map((file, i) => (
              <a key={file} href={addressOf('GET /files/:district/:id', { params: { district: ballot.district, id: file } })} target="_blank" rel="noreferrer">
                {t('mandate.photo', { n: i + 1 })}{' '}
              </a>
            ))}
            {may && one.ended_at === null && !one.used ? (
              <>
                {ballot.channels.includes('online') && !one.bound ? (
                  <Button size="small" aria-label={t('mandate.bindWhich', { name: one.proxy_name, label: one.label })} onClick={() => setBinding(one)}>
                    {t('mandate.bind')}
                  </Button>
                ) : null}{' '}
                <Withdraw ballot={ballot} mandate={one} />
              </>
            ) : null}
          </li>
        ))}
      </ul>
      {list.hasMore ? <Button onClick={list.more}>{t('more')}</Button> : null}
      {adding ? <AddMandate ballot={ballot} onClose={() => setAdding(false)} /> : null}
      {binding ? <BindAccount ballot={ballot} mandate={binding} onClose={() => setBinding(null)} /> : null}
    </Panel>
  );
}

/** At the giver's written wish, before a vote was cast with it. */
function Withdraw({ ballot, mandate }: { ballot: Ballot; mandate: MandateLine }) {
  const t = useWords('ballots');
  const toast = useToast();
  const confirm = useConfirm();
  const withdraw = useCommand('POST /ballots/:id/mandates/:mandate/withdraw', { refresh: ['GET /ballots/:id/mandates'] });
  const ask = async () => {
    const given = await confirm({
      title: t('mandate.withdrawTitle', { name: mandate.proxy_name, label: mandate.label }),
      effect: t('mandate.withdrawEffect'),
      yes: t('mandate.withdraw'),
      danger: true,
      ask: { label: t('mandate.why'), hint: t('mandate.whyHint'), required: true, max: 400 },
    });
    if (!given) return;
    await withdraw.run({ params: { id: ballot.id, mandate: mandate.id }, body: { reason: given.text, files: [] } }).then(
      () => toast(t('mandate.withdrawn')),
      () => undefined,
    );
  };
  return (
    <>
      <Button
        size="small"
        danger
        loading={withdraw.isPending}
        aria-label={t('mandate.withdrawTitle', { name: mandate.proxy_name, label: mandate.label })}
        onClick={() => void ask()}
      >
        {t('mandate.withdraw')}
      </Button>
      <Failure error={withdraw.error} kept />
    </>
  );
}

/** The proxy votes from the own phone once the account is bound. */
function BindAccount({ ballot, mandate, onClose }: { ballot: Ballot; mandate: MandateLine; onClose: () => void }) {
  const t = useWords('ballots');
  const toast = useToast();
  const needed = useNeeded();
  const bind = useCommand('POST /ballots/:id/mandates/:mandate/account', { refresh: ['GET /ballots/:id/mandates'] });
  return (
    <FormModal<{ phone: string }>
      draft={`ballots.mandate.bind.${mandate.id}`}
      title={t('mandate.bindWhich', { name: mandate.proxy_name, label: mandate.label })}
      effect={t('mandate.bindEffect')}
      yes={t('mandate.bind')}
      onClose={onClose}
      onSubmit={async ({ phone }) => {
        await bind.run({ params: { id: ballot.id, mandate: mandate.id }, body: { phone } });
        toast(t('mandate.boundNow'));
      }}
    >
      <Form.Item name="phone" label={t('mandate.phone')} rules={[needed]}>
        <Input maxLength={20} inputMode="tel" autoComplete="off" />
      </Form.Item>
    </FormModal>
  );
}

function AddMandate({ ballot, onClose }: { ballot: Ballot; onClose: () => void }) {
  const t = useWords('ballots');
  const toast = useToast();
  const needed = useNeeded();
  const { district } = useSession();
  const [id] = useState(newId);
  const [voter, setVoter] = useState<FoundVoter | null>(null);
  const [photos, setPhotos] = useState<readonly PickedPhoto[]>([]);
  const give = useCommand('POST /ballots/:id/mandates', { refresh: ['GET /ballots/:id/mandates'] });
  const upload: PhotoUpload = async (file, onProgress) => {
    const form = new FormData();
    form.append('id', newId());
    if (district) form.append('district', district);
    form.append('file', file, file.name);
    return { id: (await client.upload('POST /files', form, { onProgress })).id };
  };
  const sending = photos.some((photo) => !photo.id);
  return (
    <FormModal<{ proxy_name: string; phone?: string }>
      draft={`ballots.mandate.${ballot.id}`}
      title={t('mandate.add')}
      effect={t('mandate.effect')}
      yes={t('mandate.save')}
      onClose={onClose}
      onSubmit={async ({ proxy_name, phone }) => {
        if (!voter || sending) return Promise.reject(new TypeError('not ready'));
        await give.run({
          params: { id: ballot.id },
          body: {
            id,
            entry: voter.entry,
            proxy_name,
            person: null,
            ...(phone?.trim() ? { phone: phone.trim() } : {}),
            files: photos.flatMap((photo) => (photo.id ? [photo.id] : [])),
          },
        });
        toast(t('mandate.saved'));
      }}
    >
      <VoterSearch ballot={ballot.id} value={voter} onChange={setVoter} />
      <Form.Item name="proxy_name" label={t('mandate.proxy')} rules={[needed]}>
        <Input maxLength={60} />
      </Form.Item>
      {ballot.channels.includes('online') ? (
        <Form.Item name="phone" label={t('mandate.phone')} extra={t('mandate.phoneHint')}>
          <Input maxLength={20} inputMode="tel" autoComplete="off" />
        </Form.Item>
      ) : null}
      <PhotoPicker label={t('mandate.photos')} photos={photos} onChange={setPhotos} upload={upload} max={9} />
      <Form.Item
        name="ready"
        rules={[{ validator: () => (voter && !sending ? Promise.resolve() : Promise.reject(new Error(t(voter ? 'mandate.wait' : 'mandate.who')))) }]}
      >
        <span />
      </Form.Item>
    </FormModal>
  );
}
