import { Answer, Failure, Tag, useConfirm, useToast } from '@hezhi/ui';
import { useTime, useWords } from '@hezhi/web';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useCommand, useRoute, type Reply } from './client.ts';
import './directory.css';
import { HomeChooser } from './home-chooser.tsx';
import type { Sheet } from './sheet.ts';

type Mine = Reply<'GET /me/home'>;
const tones = { declared: 'info', confirmed: 'good', refused: 'warn' } as const;

/** /me/home: the community where I live; what it is for, who sees it, what my community said. */
export function Home({ sheet: { Page, Part } }: { sheet: Sheet }) {
  const t = useWords('directory');
  const [params] = useSearchParams();
  const mine = useRoute('GET /me/home');
  const wanted = params.get('back') ?? '';
  const back = wanted.startsWith('/') && !wanted.startsWith('//') ? wanted : null;
  return (
    <Page title={t('home.title')} sub={t('home.sub')}>
      <Part title={t('home.where')}>
        <Answer of={mine}>{(data) => <Mine data={data} back={back} />}</Answer>
      </Part>
      <Part title={t('home.forWhat')}>
        <ul className="dir-points">
          {(['use', 'see', 'little', 'back'] as const).map((key) => (
            <li key={key}>{t(`home.privacy.${key}`)}</li>
          ))}
        </ul>
      </Part>
    </Page>
  );
}

function Mine({ data, back }: { data: Mine; back: string | null }) {
  const t = useWords('directory');
  const time = useTime();
  const confirm = useConfirm();
  const toast = useToast();
  const [changing, setChanging] = useState(false);
  const withdraw = useCommand('DELETE /me/home', { refresh: ['GET /me/home'] });
  const { home, freeAt } = data;
  const takeBack = async () => {
    if (!(await confirm({ title: t('home.withdraw'), effect: t('home.withdrawEffect'), yes: t('home.withdraw'), danger: true }))) return;
    await withdraw.run({}).then(
      () => toast(t('home.withdrawn')),
      () => undefined,
    );
  };
  const free = freeAt === null;
  const chooser = (
    <HomeChooser
      now={home}
      free={free}
      onDone={() => {
        setChanging(false);
        toast(t('home.saved'));
      }}
      {...(home ? { onCancel: () => setChanging(false) } : {})}
    />
  );
  if (home === null)
    return (
      <div className="hz-form">
        <p>{t('home.none')}</p>
        {freeAt === null ? chooser : <p className="dir-note">{t('home.untilNone', { at: time.day(freeAt) })}</p>}
      </div>
    );
  return (
    <div className="hz-form">
      <p>
        <strong>{home.areaName}</strong>
        {home.gridName ? ` ${home.gridName}` : ''} <Tag tone={tones[home.state]}>{t(`home.state.${home.state}`)}</Tag>
      </p>
      <p className="hz-small">{t(`home.why.${home.state}`)}</p>
      {home.neighbours === null ? null : <p className="hz-small">{t('home.neighbours', { n: time.count(home.neighbours) })}</p>}
      {home.reason ? <p className="dir-note">{t('home.reason', { reason: home.reason })}</p> : null}
      {back ? (
        <p>
          <Link className="hz-button" data-primary="" to={back}>
            {t('home.goBack')}
          </Link>
        </p>
      ) : null}
      {changing ? (
        chooser
      ) : (
        <>
          <div className="hz-row">
            <button type="button" className="hz-button" onClick={() => setChanging(true)}>
              {t(free ? 'home.change' : 'home.changeGrid')}
            </button>
            <button type="button" className="hz-button" disabled={withdraw.isPending} onClick={() => void takeBack()}>
              {t('home.withdraw')}
            </button>
          </div>
          {freeAt === null ? null : <p className="hz-small">{t('home.until', { at: time.day(freeAt) })}</p>}
        </>
      )}
      <Failure error={withdraw.error} />
    </div>
  );
}
