import { newId } from '@hezhi/contract/light';
import { AreaPicker } from '@hezhi/matters/screens/desk';
import { Answer, Empty, Failure, Field } from '@hezhi/ui';
import { PageHead, useToast } from '@hezhi/ui/desk';
import { useWords } from '@hezhi/web';
import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { kinds, levels } from '../../contract/slots.ts';
import { useCommand, useRoute, type Reply } from '../shared/client.ts';
import { Choice, Line } from './line.tsx';
import '../shared/deputies.css';

type Deputy = Reply<'GET /deputies/people'>['items'][number];
type Studio = Reply<'GET /deputies/studios'>['items'][number];

/** /deputies/person/new and /deputies/person/:id */
export default function PersonPage() {
  const t = useWords('deputies');
  const id = useParams()['id'] ?? 'new';
  const people = useRoute('GET /deputies/people', { query: { past: 'true' as never } });
  const studios = useRoute('GET /deputies/studios');
  return (
    <>
      <PageHead title={t(id === 'new' ? 'person.new' : 'tabs.people')} back="/deputies?tab=people" />
      <Answer of={studios} rows={6}>
        {(found) => (
          <Answer of={people} rows={6}>
            {(list) => {
              const one = list.items.find((each) => each.id === id);
              if (found.items.length === 0) return <Empty title={t('studio.none')} why={t('studio.noneWhy')} />;
              return <Edit key={one ? `${one.id} ${one.revision}` : 'new'} one={one ?? null} studios={found.items} />;
            }}
          </Answer>
        )}
      </Answer>
    </>
  );
}

function Edit({ one, studios }: { one: Deputy | null; studios: readonly Studio[] }) {
  const t = useWords('deputies');
  const go = useNavigate();
  const toast = useToast();
  const [id] = useState(newId);
  const [value, setValue] = useState({
    studio: one?.studio ?? studios[0]?.id ?? '',
    name: one?.name ?? '',
    kind: one?.kind ?? ('congress' as Deputy['kind']),
    level: one?.level ?? ('district' as Deputy['level']),
    duty: one?.duty ?? '',
    intro: one?.intro ?? '',
    hours: one?.hours ?? '',
    term_from: one?.term_from ?? '',
    term_to: one?.term_to ?? '',
    contacts: (one?.contacts ?? []).map(({ areaName: _name, ...contact }) => contact),
  });
  const add = useCommand('POST /deputies/people', { refresh: ['GET /deputies'] });
  const change = useCommand('PUT /deputies/people/:id', { refresh: ['GET /deputies'] });
  const set = (part: Partial<typeof value>) => setValue({ ...value, ...part });
  const studioArea = studios.find((each) => each.id === value.studio)?.area ?? '';
  const ready = value.name.trim().length >= 2 && value.term_from !== '' && value.contacts.every((each) => each.label.trim() !== '' && each.area !== '');
  const save = async () => {
    const body = { ...value, term_to: value.term_to || null };
    try {
      await (one ? change.run({ params: { id: one.id }, body: { ...body, revision: one.revision } }) : add.run({ body: { ...body, id } }));
    } catch {
      return;
    }
    toast(t('saved'));
    void go('/deputies?tab=people');
  };
  const contact = (at: number, part: Partial<(typeof value.contacts)[number]>) =>
    set({ contacts: value.contacts.map((each, n) => (n === at ? { ...each, ...part } : each)) });
  return (
    <form
      className="hzd-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) void save();
      }}
    >
      <Choice
        label={t('studio.one')}
        value={value.studio}
        options={studios.map((each) => ({ value: each.id, label: each.name }))}
        set={(studio) => set({ studio })}
      />
      <Line label={t('person.name')} value={value.name} set={(name) => set({ name })} max={30} required />
      <div className="hz-row">
        <Choice
          label={t('person.level')}
          value={value.level}
          options={levels.map((each) => ({ value: each, label: t(`levels.${each}`) }))}
          set={(level) => set({ level })}
        />
        <Choice
          label={t('person.kind')}
          value={value.kind}
          options={kinds.map((each) => ({ value: each, label: t(`kinds.${each}`) }))}
          set={(kind) => set({ kind })}
        />
      </div>
      <Line label={t('person.duty')} hint={t('person.dutyHint')} value={value.duty} set={(duty) => set({ duty })} max={60} />
      <Line label={t('person.hours')} value={value.hours} set={(hours) => set({ hours })} />
      <Line label={t('person.intro')} value={value.intro} set={(intro) => set({ intro })} max={500} />
      <div className="hz-row">
        <Line label={t('person.from')} type="date" value={value.term_from} set={(term_from) => set({ term_from })} required />
        <Line label={t('person.to')} hint={t('person.toHint')} type="date" value={value.term_to} set={(term_to) => set({ term_to })} />
      </div>
      <h2>{t('person.contacts')}</h2>
      {value.contacts.map((each, at) => (
        <fieldset key={each.id}>
          <legend>{`${t('person.contacts')} ${at + 1}`}</legend>
          <Line label={t('person.contactLabel')} hint={t('person.contactHint')} value={each.label} set={(label) => contact(at, { label })} max={60} required />
          <Field label={t('studio.area')}>
            {(attributes) => <AreaPicker id={attributes.id} value={each.area} onChange={(area) => contact(at, { area })} width={240} />}
          </Field>
          <Line label={t('person.note')} value={each.note} set={(note) => contact(at, { note })} max={200} />
          <div className="hz-row">
            <Button onClick={() => set({ contacts: value.contacts.filter((_, n) => n !== at) })}>{t('person.removeContact', { n: at + 1 })}</Button>
          </div>
        </fieldset>
      ))}
      <div className="hz-row">
        <Button onClick={() => set({ contacts: [...value.contacts, { id: newId(), area: studioArea, label: '', note: '' }] })}>{t('person.addContact')}</Button>
      </div>
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
