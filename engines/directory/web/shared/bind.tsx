import { Answer, Empty, Failure, LoginForm, useToast } from '@hezhi/ui';
import { Problem, useSay, useSession, useWords } from '@hezhi/web';
import { useNavigate, useSearchParams } from 'react-router';
import { useCommand, useRoute } from './client.ts';
import './directory.css';
import type { Sheet } from './sheet.ts';

/** /me/bind: another system has told who somebody is; the person logged in says whether it opens this account from now on. `then`: where they were going. */
export function Bind({ sheet: { Page, Part } }: { sheet: Sheet }) {
  const t = useWords('directory');
  const say = useSay();
  const toast = useToast();
  const go = useNavigate();
  const account = useSession().info?.account;
  const [params] = useSearchParams();
  const wanted = params.get('then') ?? '/';
  const then = wanted.startsWith('/') && !wanted.startsWith('//') ? wanted : '/';
  const mine = useRoute('GET /me/identities', undefined, { fresh: 0, keep: false });
  const bind = useCommand('POST /me/identities', { refresh: [] });
  const drop = useCommand('DELETE /me/identities/waiting', { refresh: [] });
  const busy = bind.isPending || drop.isPending;
  const on = () => void go(then, { replace: true });
  const doBind = () =>
    bind.run({}).then(
      () => {
        toast(t('bind.done'));
        on();
      },
      () => undefined,
    );
  const again = bind.error instanceof Problem && bind.error.code === 'directory.prove_again';
  return (
    <Page title={t('bind.title')}>
      <Answer of={mine} rows={4}>
        {({ waiting }) =>
          waiting ? (
            <Part title={say(waiting.name)}>
              <div className="hz-form dir-narrow">
                <p>{t(waiting.label ? 'bind.whatNamed' : 'bind.what', { name: say(waiting.name), label: waiting.label })}</p>
                <p>{t('bind.effect', { account: account?.name })}</p>
                <Failure error={bind.error ?? drop.error} />
                <div className="hz-row">
                  <button type="button" className="hz-button" data-primary disabled={busy || again} onClick={() => void doBind()}>
                    {t('bind.do')}
                  </button>
                  <button type="button" className="hz-button" disabled={busy} onClick={() => void drop.run({}).then(on, () => undefined)}>
                    {t('bind.not')}
                  </button>
                </div>
                {again ? (
                  <>
                    <p>{t('bind.again')}</p>
                    {account?.kind === 'resident' ? <LoginForm phone onDone={bind.reset} /> : <LoginForm account={account?.name ?? ''} onDone={bind.reset} />}
                  </>
                ) : null}
              </div>
            </Part>
          ) : (
            <Part title={t('bind.title')}>
              <Empty
                title={t('bind.gone')}
                why={t('bind.goneWhy')}
                action={
                  <button type="button" className="hz-button" onClick={on}>
                    {t('bind.on')}
                  </button>
                }
              />
            </Part>
          )
        }
      </Answer>
    </Page>
  );
}
