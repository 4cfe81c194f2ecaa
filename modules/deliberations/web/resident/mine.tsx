import { Empty, Failure } from '@hezhi/ui';
import { ListMore, PhonePage, useConfirm, useToast } from '@hezhi/ui/phone';
import { useWords } from '@hezhi/web';
import { useState } from 'react';
import { Link } from 'react-router';
import { useCommand, useList } from '../shared/client.ts';
import { TalkCard } from './card.tsx';

/** Topics of mine and those in which I take part, and my calendar of meetings. */
export default function Mine() {
  const t = useWords('deliberations');
  const list = useList('GET /my/talks', {});
  return (
    <PhonePage title={t('mine.title')}>
      <ListMore
        list={list}
        label={t('mine.title')}
        render={(one) => <TalkCard one={one} />}
        empty={
          <Empty
            title={t('mine.none')}
            why={t('mine.noneWhy')}
            action={
              <Link className="hz-button" to="/talks/new">
                {t('propose.title')}
              </Link>
            }
          />
        }
      />
      <Calendar />
    </PhonePage>
  );
}

function Calendar() {
  const t = useWords('deliberations');
  const confirm = useConfirm();
  const toast = useToast();
  const [address, setAddress] = useState('');
  const make = useCommand('POST /my/calendar');
  const drop = useCommand('DELETE /my/calendar');
  const get = async () => {
    if (!(await confirm({ title: t('calendar.make'), effect: t('calendar.effect'), yes: t('calendar.make') }))) return;
    await make.run({}).then(
      ({ path }) => setAddress(new URL(path, location.origin).href),
      () => undefined,
    );
  };
  const stop = async () => {
    await drop.run({}).then(
      () => {
        setAddress('');
        toast(t('calendar.stopped'));
      },
      () => undefined,
    );
  };
  return (
    <section className="hz-card">
      <h2>{t('calendar.title')}</h2>
      <p className="hz-small">{t('calendar.what')}</p>
      {address ? <input className="hz-input" readOnly value={address} aria-label={t('calendar.address')} onFocus={({ target }) => target.select()} /> : null}
      <Failure error={make.error ?? drop.error} />
      <div className="hz-row">
        <button type="button" className="hz-button" disabled={make.isPending} onClick={() => void get()}>
          {t('calendar.make')}
        </button>
        <button type="button" className="hz-button" disabled={drop.isPending} onClick={() => void stop()}>
          {t('calendar.stop')}
        </button>
      </div>
    </section>
  );
}
