import { AreaPicker } from '@hezhi/matters/screens/desk';
import { Answer, Empty, Failure, Field, Tag } from '@hezhi/ui';
import { Panel, useConfirm, useToast } from '@hezhi/ui/desk';
import { faultsByField, useSession, useWords } from '@hezhi/web';
import { useState } from 'react';
import { useCommand, useRoute, type Reply } from '../shared/client.ts';

type Line = Reply<'GET /hotline/lines'>['items'][number];
const refresh = ['GET /hotline/lines'];

/** Lines of the territory; the key for a telephone system is shown once. */
export function Lines() {
  const t = useWords('hotline');
  const lines = useRoute('GET /hotline/lines');
  const [key, setKey] = useState<{ name: string; key: string } | null>(null);
  const [adding, setAdding] = useState(false);
  return (
    <Panel
      title={t('lines.title')}
      extra={
        <button type="button" className="hz-button" onClick={() => setAdding(!adding)} aria-expanded={adding}>
          {t('lines.add')}
        </button>
      }
    >
      {key ? (
        <div className="hzl-key" role="status">
          <p>{t('lines.keyOnce', { name: key.name })}</p>
          <code>{key.key}</code>
          <p className="hz-small">{t('lines.keyUse')}</p>
          <button type="button" className="hz-button" onClick={() => setKey(null)}>
            {t('lines.keyKept')}
          </button>
        </div>
      ) : null}
      {adding ? (
        <NewLine
          onMade={(made) => {
            setKey(made);
            setAdding(false);
          }}
        />
      ) : null}
      <Answer of={lines} rows={3}>
        {(data) =>
          data.items.length === 0 ? (
            <Empty title={t('lines.empty')} why={t('lines.emptyWhy')} />
          ) : (
            <ul className="hzl-list">
              {data.items.map((line) => (
                <LineRow key={line.id} line={line} onKey={setKey} />
              ))}
            </ul>
          )
        }
      </Answer>
    </Panel>
  );
}

function NewLine({ onMade }: { onMade: (made: { name: string; key: string }) => void }) {
  const t = useWords('hotline');
  const { post } = useSession();
  const [value, setValue] = useState({ name: '', number: '', area: post?.area ?? '' });
  const add = useCommand('POST /hotline/lines', { refresh });
  const faults = faultsByField(add.error);
  return (
    <form
      className="hz-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void add.run({ body: { ...value, active: true } }).then(
          ({ key }) => onMade({ name: value.name, key }),
          () => undefined,
        );
      }}
    >
      <div className="hz-row">
        <Field label={t('lines.name')} required error={faults['name'] ?? null}>
          {(attributes) => (
            <input
              {...attributes}
              className="hz-input"
              maxLength={60}
              value={value.name}
              onChange={(event) => setValue({ ...value, name: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('lines.number')} required error={faults['number'] ?? null}>
          {(attributes) => (
            <input
              {...attributes}
              className="hz-input hz-num"
              maxLength={30}
              value={value.number}
              onChange={(event) => setValue({ ...value, number: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('lines.area')} error={faults['area'] ?? null}>
          {(attributes) => (
            <AreaPicker id={attributes.id} value={value.area} onChange={(area) => setValue({ ...value, area })} width={240} label={t('lines.area')} />
          )}
        </Field>
        <button className="hz-button" data-primary disabled={add.isPending}>
          {t('lines.make')}
        </button>
      </div>
      {add.error ? <Failure error={add.error} kept /> : null}
    </form>
  );
}

function LineRow({ line, onKey }: { line: Line; onKey: (made: { name: string; key: string }) => void }) {
  const t = useWords('hotline');
  const confirm = useConfirm();
  const toast = useToast();
  const save = useCommand('PUT /hotline/lines/:id', { refresh });
  const renew = useCommand('POST /hotline/lines/:id/key', { refresh });
  const turn = async () => {
    if (line.active && !(await confirm({ title: t('lines.offTitle', { name: line.name }), effect: t('lines.offEffect'), danger: true }))) return;
    const { name, number, area, version } = line;
    try {
      await save.run({ params: { id: line.id }, body: { name, number, area, active: !line.active, version } });
      toast(t('lines.saved'));
    } catch {
      // Shown below.
    }
  };
  const rekey = async () => {
    if (!(await confirm({ title: t('lines.renewTitle', { name: line.name }), effect: t('lines.renewEffect'), danger: true }))) return;
    try {
      onKey({ name: line.name, key: (await renew.run({ params: { id: line.id } })).key });
    } catch {
      // Shown below.
    }
  };
  const error = save.error ?? renew.error;
  return (
    <li>
      <div className="hz-row">
        <strong>{line.name}</strong> <span className="hz-num">{line.number}</span> <span className="hz-small">{line.areaName}</span>
        <Tag tone={line.active ? 'good' : 'neutral'}>{t(line.active ? 'lines.on' : 'lines.off')}</Tag>
        <button type="button" className="hz-button" disabled={save.isPending} onClick={() => void turn()}>
          {t(line.active ? 'lines.turnOff' : 'lines.turnOn')}
        </button>
        <button type="button" className="hz-button" disabled={renew.isPending} onClick={() => void rekey()}>
          {t('lines.renew')}
        </button>
      </div>
      {error ? <Failure error={error} /> : null}
    </li>
  );
}
