import { Failure, useConfirm, useToast } from '@hezhi/ui';
import { useSay, useTime, useWords } from '@hezhi/web';
import { useCommand, useRoute, type Reply } from './client.ts';
import type { Sheet } from './sheet.ts';
import { insideWechat, startOf, useSitePath } from './ways.tsx';

type Identity = Reply<'GET /me/identities'>['items'][number];

/** What else opens my account: bound identities of other systems, and what more is offered. Draws nothing where there is neither. */
export function Identities({ sheet: { Part } }: { sheet: Sheet }) {
  const t = useWords('directory');
  const say = useSay();
  const site = useSitePath();
  const mine = useRoute('GET /me/identities');
  const { items = [], offered = [] } = mine.data ?? {};
  if (items.length === 0 && offered.length === 0 && !mine.error) return null;
  const here = offered.filter((way) => way.inside === null || insideWechat());
  return (
    <Part title={t('identities.title')}>
      <p className="hz-small">{t('identities.sub')}</p>
      <Failure error={mine.error} retry={() => void mine.refetch()} />
      {items.length > 0 ? (
        <ul className="dir-rows" style={{ marginTop: 12 }}>
          {items.map((one) => (
            <Bound key={one.id} of={one} />
          ))}
        </ul>
      ) : null}
      {here.length > 0 ? (
        <p className="hz-row" style={{ marginTop: 12, flexWrap: 'wrap' }}>
          {here.map((way) => (
            <a key={way.key} className="hz-button" href={startOf(way.key, site('/me/security'), true)}>
              {t('identities.bind', { name: say(way.name) })}
            </a>
          ))}
        </p>
      ) : null}
      {here.length < offered.length ? (
        <p className="hz-small" style={{ marginTop: 12 }}>
          {t('identities.inWechat')}
        </p>
      ) : null}
    </Part>
  );
}

function Bound({ of }: { of: Identity }) {
  const t = useWords('directory');
  const say = useSay();
  const time = useTime();
  const confirm = useConfirm();
  const toast = useToast();
  const unbind = useCommand('DELETE /me/identities/:id', { refresh: ['GET /me/identities'] });
  const name = say(of.name);
  const ask = async () => {
    const sure = await confirm({ title: t('identities.unbindOf', { name }), effect: t('identities.unbindEffect', { name }), yes: t('identities.unbind') });
    if (!sure) return;
    await unbind.run({ params: { id: of.id } }).then(
      () => toast(t('identities.unbound')),
      () => undefined,
    );
  };
  return (
    <li>
      <div>
        <strong>{name}</strong>
        <p className="hz-small hz-num">
          {t('identities.since', { at: time.moment(of.since) })} · {t('identities.used', { at: time.moment(of.last_used) })}
        </p>
        <Failure error={unbind.error} />
      </div>
      {of.managed ? (
        <span className="hz-small">{t('identities.managed')}</span>
      ) : (
        <button type="button" className="hz-button" disabled={unbind.isPending} onClick={() => void ask()} aria-label={t('identities.unbindOf', { name })}>
          {t('identities.unbind')}
        </button>
      )}
    </li>
  );
}
