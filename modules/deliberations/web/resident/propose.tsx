import { newId } from '@hezhi/contract/light';
import { Failure } from '@hezhi/ui';
import { Field, PhonePage, useConfirm, useToast } from '@hezhi/ui/phone';
import { faultsByField, useDraft, useSay, useSession, useWords } from '@hezhi/web';
import { useState, type FormEvent } from 'react';
import { useNavigate } from 'react-router';
import { useCommand, useRoute } from '../shared/client.ts';
import { AreaField } from './area.tsx';

type Form = { id: string; title: string; text: string; wish: string; area: string; procedure: string; named: boolean };
const blank: Form = { id: '', title: '', text: '', wish: '', area: '', procedure: '', named: false };

/** 提议题: what is to be talked over, where, and in which way. What is typed is kept on this device. */
export default function Propose() {
  const t = useWords('deliberations');
  const say = useSay();
  const go = useNavigate();
  const toast = useToast();
  const confirm = useConfirm();
  const { district } = useSession();
  const [value, setValue, clear] = useDraft<Form>('deliberations.new', blank);
  const [own, setOwn] = useState<Readonly<Record<string, string>>>({});
  const settings = useRoute('GET /deliberation-settings', { query: { area: value.area } }, { enabled: value.area.length === 12, fresh: 600_000 });
  const send = useCommand('POST /deliberations', { refresh: ['GET /public/talks', 'GET /my/talks'] });
  const said = faultsByField(send.error);
  const fault = (key: string): string | null => own[key] ?? said[key] ?? null;
  const change = (part: Partial<Form>) => {
    setValue((before) => ({ ...before, ...part }));
    setOwn({});
  };
  const chosen = settings.data?.procedures.find((one) => one.procedure === value.procedure) ?? settings.data?.procedures[0];
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const missing: Record<string, string> = {};
    if ([...value.title.trim()].length < 2) missing['title'] = t('propose.needTitle');
    if (value.text.trim() === '') missing['text'] = t('propose.needText');
    if (value.area.length !== 12) missing['area'] = t('propose.needArea');
    setOwn(missing);
    if (Object.keys(missing).length > 0) return;
    const effect = chosen && chosen.cosigners > 0 ? t('propose.effect', { n: chosen.cosigners }) : t('propose.effectNow');
    if (!(await confirm({ title: t('propose.sure'), effect, yes: t('propose.send') }))) return;
    const id = value.id || newId();
    if (!value.id) change({ id });
    const { title, text, wish, area, named } = value;
    try {
      await send.run({
        body: { id, title: title.trim(), text: text.trim(), wish: wish.trim(), area, named, ...(chosen ? { procedure: chosen.procedure } : {}) },
      });
    } catch {
      // Told below; what was typed stays.
      return;
    }
    clear();
    toast(t('propose.done'));
    void go(`/talk/${area.slice(0, 6)}/${id}`);
  };
  return (
    <PhonePage title={t('propose.title')} back="/talks">
      <form className="hz-form" noValidate onSubmit={(event) => void submit(event)}>
        <p className="hz-small">{t('propose.what')}</p>
        <Field label={t('propose.subject')} required error={fault('title')}>
          {(attributes) => (
            <input {...attributes} className="hz-input" maxLength={60} value={value.title} onChange={({ target }) => change({ title: target.value })} />
          )}
        </Field>
        <Field label={t('propose.text')} hint={t('propose.textHint')} required error={fault('text')}>
          {(attributes) => (
            <textarea
              {...attributes}
              className="hz-input"
              rows={5}
              maxLength={2000}
              value={value.text}
              onChange={({ target }) => change({ text: target.value })}
            />
          )}
        </Field>
        <Field label={t('propose.wish')} error={fault('wish')}>
          {(attributes) => (
            <textarea
              {...attributes}
              className="hz-input"
              rows={3}
              maxLength={1000}
              value={value.wish}
              onChange={({ target }) => change({ wish: target.value })}
            />
          )}
        </Field>
        <AreaField district={district ?? ''} value={value.area} onChange={(area) => change({ area, procedure: '' })} error={fault('area')} required />
        {settings.data && settings.data.procedures.length > 1 ? (
          <Field label={t('propose.way')} {...(chosen ? { hint: say(chosen.basis) } : {})}>
            {(attributes) => (
              <select {...attributes} className="hz-input" value={chosen?.procedure ?? ''} onChange={({ target }) => change({ procedure: target.value })}>
                {settings.data.procedures.map((one) => (
                  <option key={one.procedure} value={one.procedure}>
                    {say(one.name)}
                  </option>
                ))}
              </select>
            )}
          </Field>
        ) : null}
        <label className="hz-row">
          <input type="checkbox" checked={value.named} onChange={({ target }) => change({ named: target.checked })} /> {t('propose.named')}
        </label>
        <Failure error={Object.keys(said).length > 0 ? null : send.error} kept />
        <button className="hz-button" data-primary="" disabled={send.isPending}>
          {t('propose.send')}
        </button>
      </form>
    </PhonePage>
  );
}
