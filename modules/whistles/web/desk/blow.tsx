import { newId } from '@hezhi/contract/light';
import { borderLayers, groundOf, Group, PhotosField, photosWaiting } from '@hezhi/matters/screens';
import { AreaPicker } from '@hezhi/matters/screens/desk';
import { Answer, Failure, Field, useConfirm } from '@hezhi/ui';
import { PageHead, Panel, useToast } from '@hezhi/ui/desk';
import { PlacePicker, type PickedPlace } from '@hezhi/ui/map';
import { dropBlobDraft, faultsByField, useDraft, useMarks, useSay, useSession, useWords } from '@hezhi/web';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { useCommand, useRoute, type Kind } from '../shared/client.ts';
import { useLimit } from '../shared/limit.ts';
import { DepartmentsPicker, type Chosen } from './departments-picker.tsx';
import '../shared/shared.css';

type Form = { id: string; kind: string; text: string; chosen: Chosen; place: PickedPlace; area: string; photos: readonly string[] };
const blank: Form = { id: '', kind: '', text: '', chosen: {}, place: { lon: null, lat: null, address: '' }, area: '', photos: [] };

/** 街道吹哨: of which kind, what is to be settled, which departments; from a case its place is taken over. What is typed is kept. */
export default function Blow() {
  const t = useWords('whistles');
  const say = useSay();
  const marks = useMarks();
  const toast = useToast();
  const confirm = useConfirm();
  const go = useNavigate();
  const [params] = useSearchParams();
  const from = params.get('case');
  const { district, post } = useSession();
  const draft = `whistle.new.${from ?? ''}`;
  const [value, setValue, clear, restored] = useDraft<Form>(draft, blank);
  const [own, setOwn] = useState<Readonly<Record<string, string>>>({});
  const form = useRef<HTMLFormElement>(null);
  const origin = useRoute('GET /matters/:id', { params: { id: from ?? '' } }, { enabled: from !== null });
  const kinds = useRoute('GET /whistle-kinds', {}, { fresh: 60_000 });
  const command = useCommand('POST /whistles', { refresh: ['GET /whistles', 'GET /matters', 'GET /matters/:id', 'GET /inbox'] });
  const layers = useMemo(() => borderLayers(district, post?.area), [district, post?.area]);
  const ground = useMemo(() => groundOf(district), [district]);
  const said = faultsByField(command.error);
  const fault = (key: string): string | null => own[key] ?? said[key] ?? null;
  const change = (part: Partial<Form>) => {
    setValue((before) => ({ ...before, ...part }));
    setOwn((before) => Object.fromEntries(Object.entries(before).filter(([key]) => !(key in part) && !(key === 'lead' && 'chosen' in part))));
  };
  const faults = JSON.stringify(own) + JSON.stringify(said);
  useEffect(() => {
    if (faults !== '{}{}') form.current?.querySelector<HTMLElement>('[aria-invalid], [data-error] input')?.focus();
  }, [faults]);

  const of = (role: 'lead' | 'assist') => Object.entries(value.chosen).filter(([, one]) => one.role === role);
  const submit = async () => {
    const kind = kinds.data?.items.find((one) => one.key === value.kind && one.active);
    const pinned = value.place.lon !== null && value.place.lat !== null;
    const missing: Record<string, string> = {};
    const need = (key: string, there: boolean, words: string) => there || (missing[key] = words);
    need('kind', kind !== undefined, t('blow.need.kind'));
    need('text', value.text.trim() !== '', t('blow.need.text'));
    need('lead', of('lead').length > 0, t('blow.need.lead'));
    need('place', from !== null || pinned || value.area !== '', t('blow.need.place'));
    need('photos', !(await photosWaiting(draft)), t('matters:shared.step.photosWaiting'));
    setOwn(missing);
    if (Object.keys(missing).length > 0 || !kind) return;
    const names = marks.list(Object.values(value.chosen).map((one) => one.name));
    if (!(await confirm({ title: t('blow.sure'), effect: t('blow.effect', { names, kind: say(kind.name) }), yes: t('blow.do') }))) return;
    const id = value.id || newId();
    if (!value.id) change({ id });
    const { lon, lat, address } = value.place;
    try {
      await command.run({
        body: {
          id,
          kind: kind.key,
          text: value.text,
          lead: of('lead').map(([org]) => ({ org })),
          assist: of('assist').map(([org]) => ({ org })),
          photos: [...value.photos],
          ...(from === null
            ? {
                place: {
                  ...(lon !== null && lat !== null ? { point: [lon, lat] as [number, number] } : { area: value.area }),
                  ...(address ? { address } : {}),
                },
              }
            : { case: from }),
        },
      });
    } catch {
      return;
    }
    clear();
    void dropBlobDraft(draft);
    toast(t('blow.done'));
    void go(`/matters/${id}`);
  };

  const placeFault = fault('place') ?? fault('place.point') ?? fault('place.area');
  return (
    <>
      <PageHead title={t('blow.title')} sub={t('blow.sub')} back={from ? `/matters/${from}` : '/whistles'} />
      <form
        ref={form}
        noValidate
        className="hz-form"
        aria-busy={command.isPending}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        {origin.data ? <p className="hz-small">{t('blow.ofCase', { number: origin.data.matter.number, title: origin.data.matter.title })}</p> : null}
        {origin.error ? <Failure error={origin.error} /> : null}
        {restored && (value.text !== '' || Object.keys(value.chosen).length > 0) ? (
          <p className="hz-small" role="status">
            {t('matters:shared.step.restored')}{' '}
            <button
              type="button"
              className="hz-button"
              onClick={() => {
                clear();
                void dropBlobDraft(draft);
              }}
            >
              {t('matters:shared.step.forget')}
            </button>
          </p>
        ) : null}
        <Panel>
          <div className="hz-form">
            <Group label={t('fact.kind')} required error={fault('kind')}>
              <Answer of={kinds}>
                {({ items }) => <KindChoice kinds={items.filter((one) => one.active)} value={value.kind} onChange={(kind) => change({ kind })} />}
              </Answer>
            </Group>
            <Field label={t('fact.text')} hint={t('blow.textHint')} required error={fault('text')}>
              {(attributes) => (
                <textarea
                  {...attributes}
                  className="hz-input"
                  rows={4}
                  maxLength={2000}
                  value={value.text}
                  onChange={(event) => change({ text: event.target.value })}
                />
              )}
            </Field>
            <Group label={t('departments.title')} required error={fault('lead') ?? fault('assist')}>
              <DepartmentsPicker value={value.chosen} onChange={(chosen) => change({ chosen })} error={fault('lead') ?? fault('assist')} />
            </Group>
            {from === null ? (
              <Group label={t('fact.place')} required error={placeFault}>
                <PlacePicker label={t('fact.place')} layers={layers} backdrop={ground} value={value.place} onChange={(place) => change({ place })} />
                {value.place.lon === null ? (
                  <div className="hz-row">
                    <span className="hz-small">{t('blow.orArea')}</span>
                    <AreaPicker value={value.area} onChange={(area) => change({ area })} width={220} label={t('blow.area')} />
                  </div>
                ) : null}
              </Group>
            ) : null}
            <Group label={t('photos')} error={fault('photos')}>
              <PhotosField
                value={value.photos}
                onChange={(photos) => change({ photos: photos ?? [] })}
                max={9}
                label={t('photos')}
                context={{ id: null, district: district ?? '', draft }}
              />
            </Group>
            <Failure error={Object.keys(said).length > 0 ? null : command.error} />
            <div className="hz-row">
              <button type="submit" className="hz-button" data-primary="" disabled={command.isPending}>
                {t('blow.do')}
              </button>
            </div>
          </div>
        </Panel>
      </form>
    </>
  );
}

function KindChoice({ kinds, value, onChange }: { kinds: readonly Kind[]; value: string; onChange: (key: string) => void }) {
  const t = useWords('whistles');
  const say = useSay();
  const limit = useLimit();
  return (
    <div className="hzw-kinds">
      {kinds.map((kind) => (
        <label key={kind.key} className="hzc-choice" data-on={value === kind.key ? '' : undefined}>
          <input type="radio" name="kind" aria-label={say(kind.name)} checked={value === kind.key} onChange={() => onChange(kind.key)} />
          <span>
            <strong>{say(kind.name)}</strong>
            <span className="hz-small" style={{ display: 'block' }}>
              {say(kind.hint)}
            </span>
            <span className="hz-small hz-num">
              {t('kind.line', { check_in: limit(kind.check_in), handle: limit(kind.handle) })}
              {kind.on_site ? ` · ${t('onSite.yes')}` : ''}
            </span>
          </span>
        </label>
      ))}
    </div>
  );
}
