import { newId } from '@hezhi/contract/light';
import { Empty, Failure, PhotoPicker, type PhotoUpload, type PickedPhoto } from '@hezhi/ui';
import { FormModal, Panel, useNeeded, useToast } from '@hezhi/ui/desk';
import { addressOf, useSession, useTime, useWords } from '@hezhi/web';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { client, useCommand, useList, type Ballot } from '../shared/client.ts';
import { VoterSearch, type FoundVoter } from '../shared/voter-search.tsx';

/** Written mandates: who may hand in for whom, with photos of the paper. */
export function Mandates({ ballot }: { ballot: Ballot }) {
  const t = useWords('ballots');
  const time = useTime();
  const { can } = useSession();
  const [adding, setAdding] = useState(false);
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
            {one.files.map((file, i) => (
              <a key={file} href={addressOf('GET /files/:district/:id', { params: { district: ballot.district, id: file } })} target="_blank" rel="noreferrer">
                {t('mandate.photo', { n: i + 1 })}{' '}
              </a>
            ))}
          </li>
        ))}
      </ul>
      {list.hasMore ? <Button onClick={list.more}>{t('more')}</Button> : null}
      {adding ? <AddMandate ballot={ballot} onClose={() => setAdding(false)} /> : null}
    </Panel>
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
    <FormModal<{ proxy_name: string }>
      draft={`ballots.mandate.${ballot.id}`}
      title={t('mandate.add')}
      effect={t('mandate.effect')}
      yes={t('mandate.save')}
      onClose={onClose}
      onSubmit={async ({ proxy_name }) => {
        if (!voter || sending) return Promise.reject(new TypeError('not ready'));
        await give.run({
          params: { id: ballot.id },
          body: { id, entry: voter.entry, proxy_name, person: null, files: photos.flatMap((photo) => (photo.id ? [photo.id] : [])) },
        });
        toast(t('mandate.saved'));
      }}
    >
      <VoterSearch ballot={ballot.id} value={voter} onChange={setVoter} />
      <Form.Item name="proxy_name" label={t('mandate.proxy')} rules={[needed]}>
        <Input maxLength={60} />
      </Form.Item>
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
