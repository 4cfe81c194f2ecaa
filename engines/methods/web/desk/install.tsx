import { newId } from '@hezhi/contract/light';
import { Answer, Failure } from '@hezhi/ui';
import { PageHead, Panel, useConfirm, useToast } from '@hezhi/ui/desk';
import { useFilters, useSession, useWords } from '@hezhi/web';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useCommand, useRoute, type Pack, type Preview, type SettingValue } from '../shared/client.ts';
import { PlaceSelect } from './place-select.tsx';
import { PreviewPanel } from './preview.tsx';
import { SettingsFields } from './settings-fields.tsx';
import './methods.css';

/** Putting a pack in force: where, with which settings, what it changes, and only then the step itself. */
export default function InstallPage() {
  const { key = '' } = useParams();
  const { post } = useSession();
  const [filters, set] = useFilters({ version: '', area: (post?.area ?? '').slice(0, 12) });
  const query = { ...(filters.version ? { version: Number(filters.version) } : {}), ...(filters.area ? { area: filters.area } : {}) };
  const pack = useRoute('GET /methods/packs/:key', { params: { key }, query });
  return <Answer of={pack}>{(data) => <Choose key={`${data.key}${filters.area}`} pack={data} area={filters.area} onArea={(area) => set({ area })} />}</Answer>;
}

function Choose({ pack, area, onArea }: { pack: Pack; area: string; onArea: (area: string) => void }) {
  const t = useWords('methods');
  const [values, setValues] = useState<Record<string, SettingValue>>({});
  const [seen, setSeen] = useState<Preview | null>(null);
  const preview = useCommand('POST /methods/preview', {});
  const settings = Object.fromEntries(pack.settings.map((one) => [one.key, values[one.key] ?? one.value]));
  const body = { key: pack.key, version: pack.version, area, settings };
  const look = () =>
    preview.run({ body }).then(
      (found) => setSeen(found),
      () => setSeen(null),
    );
  return (
    <div className="hzm-narrow">
      <PageHead title={t('install.title', { name: pack.name })} back={`/methods/packs/${pack.key}`} sub={pack.summary} />
      <Panel title={t('install.where')}>
        <PlaceSelect value={area} onChange={onArea} />
      </Panel>
      {pack.settings.length > 0 ? (
        <Panel title={t('pack.settings')}>
          <SettingsFields
            settings={pack.settings}
            values={values}
            onChange={(name, value) => {
              setValues((before) => ({ ...before, [name]: value }));
              setSeen(null);
            }}
          />
        </Panel>
      ) : null}
      <p className="hzm-do">
        <Button type={seen ? 'default' : 'primary'} loading={preview.isPending} onClick={() => void look()}>
          {t('install.look')}
        </Button>
      </p>
      <Failure error={preview.error} />
      {seen ? (
        <>
          <PreviewPanel preview={seen} />
          {seen.same || seen.faults.some((fault) => !fault.note) ? null : <Confirm body={body} seen={seen} pack={pack} />}
        </>
      ) : null}
    </div>
  );
}

function Confirm({
  body,
  seen,
  pack,
}: {
  body: { key: string; version: number; area: string; settings: Record<string, SettingValue> };
  seen: Preview;
  pack: Pack;
}) {
  const t = useWords('methods');
  const confirm = useConfirm();
  const toast = useToast();
  const go = useNavigate();
  const field = useId();
  const [reason, setReason] = useState('');
  const install = useCommand('POST /methods/installations', { refresh: ['GET /methods'] });
  const open = seen.procedures.reduce((sum, one) => sum + one.open, 0);
  const run = async () => {
    const effect = t('install.effect', { kinds: seen.procedures.map((one) => one.kindName).join(t('comma')) || t('install.noKinds'), open });
    if (!(await confirm({ title: t('install.title', { name: pack.name }), effect, yes: t('install.do') }))) return;
    try {
      await install.run({ body: { id: newId(), ...body, seq: seen.seq, reason: reason.trim() } });
    } catch {
      // Told below; what was typed stays.
      return;
    }
    toast(t('install.done'));
    await go('/methods');
  };
  return (
    <Panel title={t('install.decide')}>
      <label htmlFor={field}>{t('reason')}</label>
      <Input.TextArea id={field} rows={2} maxLength={500} value={reason} onChange={({ target }) => setReason(target.value)} />
      <p className="hz-row" style={{ marginTop: 8 }}>
        <Button type="primary" loading={install.isPending} onClick={() => void run()}>
          {t('install.do')}
        </Button>
      </p>
      <Failure error={install.error} kept />
    </Panel>
  );
}
