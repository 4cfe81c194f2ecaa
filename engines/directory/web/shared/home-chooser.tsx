import { Failure, Field, useConfirm } from '@hezhi/ui';
import { HostFailure, useHost, useSession, useWords } from '@hezhi/web';
import { useState, type FormEvent } from 'react';
import { useCommand, useRoute } from './client.ts';

type Choice = { street: string; community: string; grid: string };
type Found = { community: string | null; grid: string | null };

/** Asks which community a point lies in; the point is sent for this answer alone and kept nowhere. */
async function communityAt(place: { lon: number; lat: number }, district: string): Promise<Found> {
  const query = new URLSearchParams({ lon: String(place.lon), lat: String(place.lat), district });
  const reply = await fetch(`/api/places/locate?${query.toString()}`, { signal: AbortSignal.timeout(15_000) });
  return reply.ok ? ((await reply.json()) as Found) : { community: null, grid: null };
}

/** Street, community and, if one likes, the grid; from lists, or found by where I am. `free`: another community may be chosen now, else only the grid. */
export function HomeChooser({
  now,
  free,
  onDone,
  onCancel,
}: {
  now: { area: string; grid: string | null } | null;
  free: boolean;
  onDone: () => void;
  onCancel?: () => void;
}) {
  const t = useWords('directory');
  const confirm = useConfirm();
  const host = useHost();
  const district = useSession().district ?? '';
  const [choice, setChoice] = useState<Choice>({ street: now?.area.slice(0, 9) ?? '', community: now?.area ?? '', grid: now?.grid ?? '' });
  const [how, setHow] = useState<'list' | 'place'>('list');
  const [finding, setFinding] = useState(false);
  const [note, setNote] = useState('');
  const send = useCommand('PUT /me/home', { refresh: ['GET /me/home'] });
  const below = (parent: string) => ({ query: { parent, limit: 100 } });
  const slow = { fresh: 600_000, keep: false };
  const streets = useRoute('GET /territory', below(district), { ...slow, enabled: district !== '' });
  const communities = useRoute('GET /territory', below(choice.street), { ...slow, enabled: choice.street !== '' });
  const grids = useRoute('GET /territory', below(choice.community), { ...slow, enabled: choice.community !== '' });
  const find = async () => {
    setFinding(true);
    setNote('');
    try {
      const { community, grid } = await communityAt(await host.place(), district);
      if (community?.startsWith(district)) {
        setChoice({ street: community.slice(0, 9), community, grid: grid ?? '' });
        setHow('place');
        setNote(t('home.found'));
      } else setNote(t('home.notFound'));
    } catch (failure) {
      setNote(t(failure instanceof HostFailure && failure.why === 'denied' ? 'home.denied' : 'home.notFound'));
    } finally {
      setFinding(false);
    }
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const other = choice.community !== now?.area;
    const name = communities.data?.items.find((one) => one.code === choice.community)?.name ?? '';
    if (other && !(await confirm({ title: t('home.sure', { area: name }), effect: t('home.sureEffect'), yes: t('home.save') }))) return;
    await send.run({ body: { area: choice.grid || choice.community, how } }).then(onDone, () => undefined);
  };
  const pick = (
    label: string,
    value: string,
    items: readonly { code: string; name: string }[],
    set: (code: string) => void,
    more: { required?: boolean; off?: boolean },
  ) => (
    <Field label={label}>
      {(attributes) => (
        <select
          {...attributes}
          className="hz-input"
          required={more.required ?? false}
          disabled={more.off ?? false}
          value={value}
          onChange={({ target }) => {
            setHow('list');
            set(target.value);
          }}
        >
          <option value="">{t(more.required ? 'choose' : 'notSure')}</option>
          {items.map((one) => (
            <option key={one.code} value={one.code}>
              {one.name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
  return (
    <form className="hz-form" onSubmit={(event) => void submit(event)}>
      {free && host.can.place ? (
        <p>
          <button type="button" className="hz-button" disabled={finding} onClick={() => void find()}>
            {t(finding ? 'home.finding' : 'home.find')}
          </button>
        </p>
      ) : null}
      <p className="hz-small" role="status">
        {note}
      </p>
      {pick(t('register.street'), choice.street, streets.data?.items ?? [], (street) => setChoice({ street, community: '', grid: '' }), {
        required: true,
        off: !free,
      })}
      {pick(t('register.community'), choice.community, communities.data?.items ?? [], (community) => setChoice({ ...choice, community, grid: '' }), {
        required: true,
        off: !free || choice.street === '',
      })}
      {(grids.data?.items.length ?? 0) > 0
        ? pick(t('home.grid'), choice.grid, grids.data?.items ?? [], (grid) => setChoice({ ...choice, grid }), { off: choice.community === '' })
        : null}
      <Failure error={streets.error ?? communities.error} retry={() => void streets.refetch()} />
      <Failure error={send.error} kept />
      <div className="hz-row">
        <button className="hz-button" data-primary="" disabled={send.isPending || choice.community === ''}>
          {t('home.save')}
        </button>
        {onCancel ? (
          <button type="button" className="hz-button" onClick={onCancel}>
            {t('cancel')}
          </button>
        ) : null}
      </div>
    </form>
  );
}
