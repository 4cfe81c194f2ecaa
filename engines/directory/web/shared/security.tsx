import { Answer, useToast } from '@hezhi/ui';
import { useSession, useWords } from '@hezhi/web';
import { useState } from 'react';
import { Link } from 'react-router';
import { useRoute } from './client.ts';
import './directory.css';
import { Factor } from './factor.tsx';
import { Identities } from './identities.tsx';
import { PasswordForm } from './password.tsx';
import { Sessions } from './sessions.tsx';
import type { Sheet } from './sheet.ts';

/** /me/security: password, second factor, where I am logged in, and the way to who looked at my data. */
export function Security({ sheet }: { sheet: Sheet }) {
  const { Page, Part } = sheet;
  const t = useWords('directory');
  const session = useSession();
  const toast = useToast();
  const me = useRoute('GET /sessions/current');
  const [changing, setChanging] = useState(false);
  return (
    <Page title={t('security.title')} sub={t('security.sub')}>
      <Answer of={me} rows={8}>
        {(info) => (
          <>
            <Part title={t('security.password')}>
              {changing ? (
                <PasswordForm
                  hasOld={info.account.has_password}
                  onDone={() => {
                    setChanging(false);
                    toast(t('password.done'));
                    void session.reload();
                  }}
                />
              ) : (
                <div className="hz-row">
                  <p style={{ flex: 1 }}>{t(info.account.has_password ? 'password.has' : 'password.none', { name: info.account.name })}</p>
                  <button type="button" className="hz-button" onClick={() => setChanging(true)}>
                    {t(info.account.has_password ? 'password.change' : 'password.set')}
                  </button>
                </div>
              )}
            </Part>
            <Part title={t('security.factor')}>
              <Factor
                on={info.account.second_factor}
                hasPassword={info.account.has_password}
                onDone={() => {
                  toast(t('factor.saved'));
                  void session.reload();
                }}
              />
            </Part>
            <Identities sheet={sheet} />
            <Part title={t('security.sessions')}>
              <Sessions />
            </Part>
            <Part title={t('data.title')}>
              <p>{t('data.sub')}</p>
              <p style={{ marginTop: 12 }}>
                <Link className="hz-button" to="/me/data">
                  {t('data.open')}
                </Link>
              </p>
            </Part>
            <Part title={t('readings.title')}>
              <p>{t('readings.sub')}</p>
              <p style={{ marginTop: 12 }}>
                <Link className="hz-button" to="/me/readings">
                  {t('readings.open')}
                </Link>
              </p>
            </Part>
          </>
        )}
      </Answer>
    </Page>
  );
}
