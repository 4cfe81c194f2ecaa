import { Answer, useLogOut } from '@hezhi/ui';
import { useSession, useWords } from '@hezhi/web';
import { Navigate, useSearchParams } from 'react-router';
import { useRoute } from './client.ts';
import './directory.css';
import { Factor } from './factor.tsx';
import { PasswordForm } from './password.tsx';
import type { Sheet } from './sheet.ts';

/** /me/tasks: what must be done before working on (first password, second factor), one after the other; then back to where one was going. */
export function Tasks({ sheet: { Page, Part } }: { sheet: Sheet }) {
  const t = useWords('directory');
  const session = useSession();
  const logOut = useLogOut();
  const [params] = useSearchParams();
  const tasks = session.info?.tasks ?? [];
  const me = useRoute('GET /sessions/current', undefined, { enabled: tasks.length > 0 });
  const back = params.get('back') ?? '/';
  if (tasks.length === 0) return <Navigate to={back.startsWith('/') && !back.startsWith('//') && !back.startsWith('/me/tasks') ? back : '/'} replace />;
  const [task] = tasks;
  return (
    <Page title={t('tasks.title')} sub={t('tasks.sub', { count: tasks.length })}>
      <Answer of={me}>
        {(info) => (
          <>
            {task === 'change_password' ? (
              <Part title={t('tasks.change_password')}>
                <p style={{ marginBottom: 12 }}>{t('tasks.passwordWhy')}</p>
                <PasswordForm hasOld={info.account.has_password} onDone={() => void session.reload()} />
              </Part>
            ) : (
              <Part title={t('tasks.enrol_second_factor')}>
                <p style={{ marginBottom: 12 }}>{t('tasks.factorWhy')}</p>
                <Factor on={info.account.second_factor} hasPassword={info.account.has_password} onDone={() => void session.reload()} />
              </Part>
            )}
            <p style={{ marginTop: 16 }}>
              <button type="button" className="hz-button" onClick={() => void logOut()}>
                {t('tasks.later')}
              </button>
            </p>
          </>
        )}
      </Answer>
    </Page>
  );
}
