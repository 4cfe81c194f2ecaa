import { Answer } from '@hezhi/ui';
import { useWords } from '@hezhi/web';
import { Link } from 'react-router';
import { ClosingPart } from './closing.tsx';
import { Copies } from './copies.tsx';
import { useRoute } from './client.ts';
import './directory.css';
import { Profile } from './profile.tsx';
import type { Sheet } from './sheet.ts';

/** /me/data: what the person may do with the own data: see and correct it, take a copy, see who read it, close the account. */
export function OwnData({ sheet: { Page, Part } }: { sheet: Sheet }) {
  const t = useWords('directory');
  const me = useRoute('GET /sessions/current');
  return (
    <Page title={t('data.title')} sub={t('data.sub')}>
      <Answer of={me} rows={8}>
        {(info) => (
          <>
            <Part title={t('data.profile.title')}>
              <Profile info={info} />
            </Part>
            <Part title={t('data.copy.title')}>
              <Copies account={info.account} />
            </Part>
            <Part title={t('readings.title')}>
              <p>{t('readings.sub')}</p>
              <p style={{ marginTop: 12 }}>
                <Link className="hz-button" to="/me/readings">
                  {t('readings.open')}
                </Link>
              </p>
            </Part>
            <Part title={t('data.closing.title')}>
              <ClosingPart account={info.account} />
            </Part>
          </>
        )}
      </Answer>
    </Page>
  );
}
