import { newId } from '@hezhi/contract/light';
import { Failure, Field } from '@hezhi/ui';
import { PageHead, useToast } from '@hezhi/ui/desk';
import { useWords } from '@hezhi/web';
import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { ways } from '../../contract/slots.ts';
import { useCommand, useRoute } from '../shared/client.ts';
import { Choice } from './line.tsx';
import '../shared/deputies.css';

/** /deputies/raise: what was raised with whom; the address may name the reception day and the appointment. */
export default function RaisePage() {
  const t = useWords('deputies');
  const go = useNavigate();
  const toast = useToast();
  const [asked] = useSearchParams();
  const people = useRoute('GET /deputies/people', { query: {} });
  const [id] = useState(newId);
  const [value, setValue] = useState({
    deputy: asked.get('deputy') ?? '',
    way: ways.find((one) => one === asked.get('way')) ?? ways[0],
    words: '',
    public: true,
  });
  const raise = useCommand('POST /deputies/raised', { refresh: ['GET /deputies'] });
  const ready = value.deputy !== '' && value.words.trim().length >= 2;
  const save = async () => {
    try {
      await raise.run({ body: { ...value, id, reception: asked.get('reception'), signup: asked.get('signup') } });
    } catch {
      return;
    }
    toast(t('saved'));
    void go('/deputies?tab=raised');
  };
  const reception = asked.get('reception');
  return (
    <>
      <PageHead title={t('raised.new')} back={reception ? `/deputies/day/${reception}` : '/deputies?tab=raised'} />
      <form
        className="hzd-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) void save();
        }}
      >
        <Choice
          label={t('raised.who')}
          value={value.deputy}
          options={[
            { value: '', label: t('choose') },
            ...(people.data?.items ?? []).map((one) => ({ value: one.id, label: `${one.name} · ${one.studioName}` })),
          ]}
          set={(deputy) => setValue({ ...value, deputy })}
        />
        <Choice
          label={t('raised.way')}
          value={value.way}
          options={ways.map((one) => ({ value: one, label: t(`ways.${one}`) }))}
          set={(way) => setValue({ ...value, way })}
        />
        <Field label={t('raised.words')} required>
          {(attributes) => (
            <textarea
              {...attributes}
              className="hz-input"
              rows={5}
              maxLength={2000}
              value={value.words}
              onChange={({ target }) => setValue({ ...value, words: target.value })}
            />
          )}
        </Field>
        <div className="hzd-checks">
          <label>
            <input type="checkbox" checked={value.public} onChange={({ target }) => setValue({ ...value, public: target.checked })} /> {t('raised.public')}
          </label>
        </div>
        <Failure error={people.error} />
        <Failure error={raise.error} kept />
        <div className="hz-row">
          <Button type="primary" htmlType="submit" disabled={!ready} loading={raise.isPending}>
            {t('save')}
          </Button>
        </div>
      </form>
    </>
  );
}
