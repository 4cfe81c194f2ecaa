import { Facts, Failure } from '@hezhi/ui';
import { useWords } from '@hezhi/web';
import { Button, Checkbox, Input } from 'antd';
import { useEffect, useId, useState } from 'react';
import { useCommand } from '../shared/client.ts';

type Shown = { phone?: string | null | undefined; identity_number?: string | null | undefined };
/** How long clear values stay on the screen. */
const visible = 60_000;

/** Full phone and identity number, for a purpose that is written down and shown to the person; gone again after a minute. */
export function Reveal({ id, phone, identity }: { id: string; phone: boolean; identity: boolean }) {
  const t = useWords('directory');
  const label = useId();
  const reveal = useCommand('POST /people/:id/reveal', { refresh: [] });
  const [open, setOpen] = useState(false);
  const [purpose, setPurpose] = useState('');
  const [fields, setFields] = useState<('phone' | 'identity_number')[]>([phone ? 'phone' : 'identity_number']);
  const [shown, setShown] = useState<Shown | null>(null);
  useEffect(() => {
    if (!shown) return undefined;
    const timer = setTimeout(() => setShown(null), visible);
    return () => clearTimeout(timer);
  }, [shown]);
  const send = async () => {
    const clear = await reveal.run({ params: { id }, body: { purpose: purpose.trim(), fields } }).catch(() => null);
    if (!clear) return;
    setShown(clear);
    setOpen(false);
    setPurpose('');
    reveal.reset();
  };
  if (shown)
    return (
      <div className="dir-note" role="status">
        <Facts
          items={[
            [
              t('people.phone'),
              shown.phone ? (
                <strong key="phone" className="hz-num">
                  {shown.phone}
                </strong>
              ) : null,
            ],
            [
              t('people.identity'),
              shown.identity_number ? (
                <strong key="identity_number" className="hz-num">
                  {shown.identity_number}
                </strong>
              ) : null,
            ],
          ]}
        />
        <p className="hz-small">{t('reveal.gone')}</p>
        <Button size="small" onClick={() => setShown(null)}>
          {t('reveal.hide')}
        </Button>
      </div>
    );
  if (!open)
    return (
      <div className="hz-row">
        <Button onClick={() => setOpen(true)}>{t('reveal.open')}</Button>
      </div>
    );
  return (
    <form
      className="hz-form dir-note"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <p>{t('reveal.effect')}</p>
      {phone && identity ? (
        <Checkbox.Group
          value={fields}
          onChange={(next) => setFields(next as typeof fields)}
          options={[
            { value: 'phone', label: t('people.phone') },
            { value: 'identity_number', label: t('people.identity') },
          ]}
        />
      ) : null}
      <div className="hz-field">
        <label htmlFor={label}>{t('reveal.purpose')}</label>
        <Input
          id={label}
          required
          minLength={2}
          maxLength={200}
          value={purpose}
          onChange={(event) => setPurpose(event.target.value)}
          placeholder={t('reveal.example')}
        />
      </div>
      <Failure error={reveal.error} />
      <div className="hz-row">
        <Button type="primary" htmlType="submit" loading={reveal.isPending} disabled={purpose.trim().length < 2 || fields.length === 0}>
          {t('reveal.do')}
        </Button>
        <Button onClick={() => setOpen(false)}>{t('cancel')}</Button>
      </div>
    </form>
  );
}
