import { newId } from '@hezhi/contract/light';
import { AreaPicker } from '@hezhi/matters/screens/desk';
import { Answer, Failure, Field } from '@hezhi/ui';
import { PageHead, useToast } from '@hezhi/ui/desk';
import { useSession, useWords } from '@hezhi/web';
import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useCommand, useRoute, type Reply } from '../shared/client.ts';
import { Line } from './line.tsx';
import '../shared/deputies.css';

type Studio = Reply<'GET /deputies/studios'>['items'][number];

/** /deputies/studio/new and /deputies/studio/:id */
export default function StudioPage() {
  const t = useWords('deputies');
  const id = useParams()['id'] ?? 'new';
  const asked = useRoute('GET /deputies/studios');
  return (
    <>
      <PageHead title={t(id === 'new' ? 'studio.new' : 'studio.one')} back="/deputies?tab=studios" />
      <Answer of={asked} rows={6}>
        {(found) => {
          const one = found.items.find((each) => each.id === id);
          return <Edit key={one ? `${one.id} ${one.revision}` : 'new'} one={one ?? null} />;
        }}
      </Answer>
    </>
  );
}

function Edit({ one }: { one: Studio | null }) {
  const t = useWords('deputies');
  const go = useNavigate();
  const toast = useToast();
  const { post } = useSession();
  const [id] = useState(newId);
  const [value, setValue] = useState({
    area: one?.area ?? post?.area.slice(0, 12) ?? '',
    name: one?.name ?? '',
    place: one?.place ?? '',
    phone: one?.phone ?? '',
    hours: one?.hours ?? '',
  });
  const [active, setActive] = useState(one?.active ?? true);
  const add = useCommand('POST /deputies/studios', { refresh: ['GET /deputies'] });
  const change = useCommand('PUT /deputies/studios/:id', { refresh: ['GET /deputies'] });
  const set = (key: keyof typeof value) => (text: string) => setValue({ ...value, [key]: text });
  const ready = value.area !== '' && value.name.trim().length >= 2 && value.place.trim() !== '';
  const save = async () => {
    try {
      await (one ? change.run({ params: { id: one.id }, body: { ...value, active, revision: one.revision } }) : add.run({ body: { ...value, id } }));
    } catch {
      return;
    }
    toast(t('saved'));
    void go('/deputies?tab=studios');
  };
  return (
    <form
      className="hzd-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) void save();
      }}
    >
      <Line label={t('studio.name')} value={value.name} set={set('name')} max={60} required />
      <Field label={t('studio.area')} required>
        {(attributes) => <AreaPicker id={attributes.id} value={value.area} onChange={set('area')} width={240} />}
      </Field>
      <Line label={t('studio.place')} value={value.place} set={set('place')} required />
      <Line label={t('studio.phone')} value={value.phone} set={set('phone')} max={30} />
      <Line label={t('studio.hours')} value={value.hours} set={set('hours')} />
      {one ? (
        <div className="hzd-checks">
          <label>
            <input type="checkbox" checked={active} onChange={({ target }) => setActive(target.checked)} /> {t('studio.active')}
          </label>
        </div>
      ) : null}
      <Failure error={add.error ?? change.error} kept />
      <div className="hz-row">
        <Button type="primary" htmlType="submit" disabled={!ready} loading={add.isPending || change.isPending}>
          {t('save')}
        </Button>
        {ready ? null : <span className="hz-small">{t('notReady')}</span>}
      </div>
    </form>
  );
}
