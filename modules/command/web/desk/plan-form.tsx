import { Failure, Field, useToast } from '@hezhi/ui';
import { useDraft, useSay, useWords } from '@hezhi/web';
import { useCommand, useRoute, type Plan } from '../shared/client.ts';

type Item = Plan['items'][number];
type Body = Pick<Plan, 'title' | 'hint' | 'minutes' | 'items' | 'active'> & { key: string };
const levels = ['district', 'street', 'community', 'grid'] as const;
const none = { 'zh-Hans': '', en: '' };
const freshItem = (taken: readonly string[]): Item => {
  let n = taken.length + 1;
  while (taken.includes(`item_${n}`)) n++;
  return { key: `item_${n}`, title: none, detail: none, owner: { org: 'community', at: 'community' }, minutes: 30 };
};
const whole = (text: string, most: number): number => Math.max(1, Math.min(most, Math.round(Number(text)) || 1));

/** The form of a plan; a running emergency keeps what it was started with. */
export function PlanForm({ plan, onClose }: { plan: Plan | null; onClose: () => void }) {
  const t = useWords('command');
  const toast = useToast();
  const start: Body = plan ?? { key: '', title: none, hint: none, minutes: 480, active: true, items: [freshItem([])] };
  const [value, setValue, clear] = useDraft<Body>(`command.plan.${plan?.key ?? 'new'}.${plan?.version ?? 0}`, {
    key: start.key,
    title: start.title,
    hint: start.hint,
    minutes: start.minutes,
    active: start.active,
    items: start.items,
  });
  const save = useCommand('PUT /command/plans/:key', { refresh: ['GET /command/plans'] });
  const set = (change: Partial<Body>) => setValue({ ...value, ...change });
  const text = (label: string, at: string, change: (text: string) => void, max = 300) => (
    <Field label={label} required>
      {(attributes) => <input {...attributes} className="hz-input" maxLength={max} value={at} onChange={(event) => change(event.target.value)} />}
    </Field>
  );
  const send = async () => {
    const { key, ...body } = value;
    try {
      await save.run({ params: { key }, body: { ...body, version: plan?.version ?? 0 } });
    } catch {
      return;
    }
    clear();
    toast(t('plans.saved'));
    onClose();
  };
  return (
    <form
      className="cmd-box hz-form"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {plan ? null : text(t('plans.key'), value.key, (key) => set({ key: key.toLowerCase().replace(/[^a-z0-9_]/g, '') }), 40)}
      {text(t('plans.zh'), value.title['zh-Hans'], (zh) => set({ title: { 'zh-Hans': zh, en: value.title.en } }))}
      {text(t('plans.en'), value.title.en, (en) => set({ title: { 'zh-Hans': value.title['zh-Hans'], en } }))}
      {text(t('plans.hintZh'), value.hint['zh-Hans'], (zh) => set({ hint: { 'zh-Hans': zh, en: value.hint.en } }))}
      {text(t('plans.hintEn'), value.hint.en, (en) => set({ hint: { 'zh-Hans': value.hint['zh-Hans'], en } }))}
      <Field label={t('plans.whole')} required>
        {(attributes) => (
          <input
            {...attributes}
            type="number"
            className="hz-input"
            min={10}
            value={value.minutes}
            onChange={(event) => set({ minutes: whole(event.target.value, 43_200) })}
          />
        )}
      </Field>
      <label className="cmd-check">
        <input type="checkbox" checked={value.active} onChange={(event) => set({ active: event.target.checked })} /> {t('plans.active')}
      </label>
      {value.items.map((item, index) => (
        <ItemFields
          key={item.key}
          n={index + 1}
          item={item}
          onChange={(next) => set({ items: value.items.with(index, next) })}
          onRemove={value.items.length > 1 ? () => set({ items: value.items.toSpliced(index, 1) }) : null}
        />
      ))}
      {save.error ? <Failure error={save.error} kept /> : null}
      <div className="cmd-bar">
        <button
          type="button"
          className="hz-button"
          disabled={value.items.length >= 40}
          onClick={() => set({ items: [...value.items, freshItem(value.items.map((one) => one.key))] })}
        >
          {t('plans.add')}
        </button>
        <button className="hz-button" data-primary="" disabled={save.isPending}>
          {t('plans.save')}
        </button>
        <button type="button" className="hz-button" onClick={onClose}>
          {t('plans.back')}
        </button>
      </div>
    </form>
  );
}

function ItemFields({ n, item, onChange, onRemove }: { n: number; item: Item; onChange: (item: Item) => void; onRemove: (() => void) | null }) {
  const t = useWords('command');
  const say = useSay();
  const roles = useRoute('GET /roles', {}, { fresh: 600_000 });
  const kinds = useRoute('GET /organisations/kinds', {}, { fresh: 600_000 });
  const set = (change: Partial<Item>) => onChange({ ...item, ...change });
  const owner = 'post' in item.owner ? `post:${item.owner.post}` : `org:${item.owner.org}`;
  const at = item.owner.at;
  const own = (value: string, level: Item['owner']['at']) => {
    const [what, key = ''] = value.split(':');
    set({ owner: what === 'post' ? { post: key, at: level } : { org: key, at: level } });
  };
  const text = (label: string, value: string, change: (text: string) => void) => (
    <Field label={label} required>
      {(attributes) => <input {...attributes} className="hz-input" maxLength={300} value={value} onChange={(event) => change(event.target.value)} />}
    </Field>
  );
  return (
    <fieldset>
      <legend>{t('plans.item', { n })}</legend>
      {text(t('plans.itemZh'), item.title['zh-Hans'], (zh) => set({ title: { 'zh-Hans': zh, en: item.title.en } }))}
      {text(t('plans.itemEn'), item.title.en, (en) => set({ title: { 'zh-Hans': item.title['zh-Hans'], en } }))}
      {text(t('plans.detailZh'), item.detail['zh-Hans'], (zh) => set({ detail: { 'zh-Hans': zh, en: item.detail.en } }))}
      {text(t('plans.detailEn'), item.detail.en, (en) => set({ detail: { 'zh-Hans': item.detail['zh-Hans'], en } }))}
      <div className="cmd-bar">
        <select className="hz-input" style={{ width: 220 }} aria-label={t('plans.ownerKind')} value={owner} onChange={(event) => own(event.target.value, at)}>
          <optgroup label={t('owner.org')}>
            {kinds.data?.items.map((one) => (
              <option key={one.key} value={`org:${one.key}`}>
                {say(one.words)}
              </option>
            ))}
          </optgroup>
          <optgroup label={t('owner.post')}>
            {roles.data?.items
              .filter((one) => one.key !== 'visitor' && one.key !== 'resident' && !one.reserved)
              .map((one) => (
                <option key={one.key} value={`post:${one.key}`}>
                  {say(one.words)}
                </option>
              ))}
          </optgroup>
        </select>
        <select
          className="hz-input"
          style={{ width: 120 }}
          aria-label={t('plans.level')}
          value={at}
          onChange={(event) => own(owner, event.target.value as Item['owner']['at'])}
        >
          {levels.map((level) => (
            <option key={level} value={level}>
              {t(`level.${level}`)}
            </option>
          ))}
        </select>
        <label className="cmd-check">
          {t('plans.minutes')}
          <input
            type="number"
            className="hz-input"
            style={{ width: 100 }}
            min={1}
            value={item.minutes}
            onChange={(event) => set({ minutes: whole(event.target.value, 10_080) })}
          />
        </label>
        {onRemove ? (
          <button type="button" className="hz-button" onClick={onRemove}>
            {t('plans.remove')}
          </button>
        ) : null}
      </div>
    </fieldset>
  );
}
