import { Failure, Field, Tag, useConfirm, useToast } from '@hezhi/ui';
import { faultsByField, Problem, useWords } from '@hezhi/web';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { useCommand, type Reply } from './client.ts';

type Wishes = Reply<'GET /notices/preferences'>;

/** Where I am reached: the phone of my account, my mail address (confirmed by a code), my WeChat. */
export function Addresses({ wishes }: { wishes: Wishes }) {
  const t = useWords('notices');
  const confirm = useConfirm();
  const drop = useCommand('DELETE /notices/addresses/:channel', { refresh: ['GET /notices/preferences'] });
  const bind = useCommand('POST /notices/addresses/wechat', { refresh: ['GET /notices/preferences'] });
  const toast = useToast();
  const [changing, setChanging] = useState(false);
  // The mini program opens this page with the code of its wx.login; nothing is bound before the person says so.
  const [search, setSearch] = useSearchParams();
  const code = search.get('wechat');
  const bindWechat = async () => {
    if (code === null || !(await confirm({ title: t('addresses.bindTitle'), effect: t('addresses.bindEffect'), yes: t('addresses.bind') }))) return;
    await bind.run({ body: { code } }).then(
      () => {
        setSearch({}, { replace: true });
        toast(t('addresses.bound'));
      },
      () => undefined,
    );
  };
  const forget = async (channel: 'email' | 'wechat') => {
    if (await confirm({ title: t('addresses.dropTitle'), effect: t('addresses.dropEffect'), yes: t('addresses.drop'), danger: true }))
      await drop.run({ params: { channel } }).catch(() => undefined);
  };
  return (
    <ul className="ntc-addresses">
      {wishes.channels.map(({ channel, set_up, to, confirmed }) => (
        <li key={channel}>
          <div>
            <strong>{t(`channel.${channel}`)}</strong>{' '}
            <span className="hz-num">{to ?? <span className="hz-small">{t(set_up ? `addresses.none.${channel}` : 'addresses.notSetUp')}</span>}</span>{' '}
            {to !== null && channel !== 'sms' ? (
              <Tag tone={confirmed ? 'good' : 'warn'}>{t(confirmed ? 'addresses.confirmed' : 'addresses.waiting')}</Tag>
            ) : null}
          </div>
          {channel !== 'sms' && to !== null ? (
            <button type="button" className="hz-button" disabled={drop.isPending} onClick={() => void forget(channel)}>
              {t('addresses.drop')}
            </button>
          ) : null}
          {channel === 'wechat' && set_up && code !== null ? (
            <button type="button" className="hz-button" disabled={bind.isPending} onClick={() => void bindWechat()}>
              {t('addresses.bind')}
            </button>
          ) : null}
          {channel === 'email' && set_up && !changing ? (
            <button type="button" className="hz-button" onClick={() => setChanging(true)}>
              {t(to === null ? 'addresses.add' : confirmed ? 'addresses.change' : 'addresses.enterCode')}
            </button>
          ) : null}
          {channel === 'email' && changing ? <Email waiting={to !== null && !confirmed} onDone={() => setChanging(false)} /> : null}
        </li>
      ))}
      <Failure error={drop.error ?? bind.error} />
    </ul>
  );
}

function Email({ waiting, onDone }: { waiting: boolean; onDone: () => void }) {
  const t = useWords('notices');
  const toast = useToast();
  const give = useCommand('POST /notices/addresses/email', { refresh: ['GET /notices/preferences'] });
  const enter = useCommand('POST /notices/addresses/email/confirm', { refresh: ['GET /notices/preferences'] });
  const [sent, setSent] = useState(waiting);
  const [address, setAddress] = useState('');
  const [code, setCode] = useState('');
  const send = async () => {
    try {
      if (sent) {
        await enter.run({ body: { code } });
        toast(t('addresses.done'));
        onDone();
      } else {
        await give.run({ body: { address } });
        setSent(true);
      }
    } catch {
      // Shown below; what was typed stays.
    }
  };
  const fault = give.error instanceof Problem ? faultsByField(give.error)['address'] : undefined;
  return (
    <form
      className="hz-form ntc-email"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {sent ? (
        <Field label={t('addresses.code')} hint={t('addresses.codeHint')} required>
          {(attributes) => (
            <input
              {...attributes}
              className="hz-input"
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={6}
              value={code}
              onChange={(event) => setCode(event.target.value.replace(/\D/g, ''))}
            />
          )}
        </Field>
      ) : (
        <Field label={t('addresses.address')} hint={t('addresses.addressHint')} error={fault} required>
          {(attributes) => (
            <input
              {...attributes}
              className="hz-input"
              type="email"
              autoComplete="email"
              maxLength={200}
              value={address}
              onChange={(event) => setAddress(event.target.value)}
            />
          )}
        </Field>
      )}
      <Failure error={sent ? enter.error : fault ? null : give.error} kept />
      <div className="hz-row">
        <button
          type="submit"
          className="hz-button"
          data-primary
          disabled={give.isPending || enter.isPending || (sent ? code.length !== 6 : address.trim() === '')}
        >
          {t(sent ? 'addresses.confirm' : 'addresses.sendCode')}
        </button>
        {sent ? (
          <button type="button" className="hz-button" onClick={() => setSent(false)}>
            {t('addresses.other')}
          </button>
        ) : null}
        <button type="button" className="hz-button" onClick={onDone}>
          {t('cancel')}
        </button>
      </div>
    </form>
  );
}
