import { useConfirm, useToast } from '@hezhi/ui/desk';
import { useSession, useWords } from '@hezhi/web';
import { Dropdown } from 'antd';
import { Icon } from '@hezhi/ui';
import { useState } from 'react';
import { useSearchParams } from 'react-router';

type Saved = { id: string; name: string; query: string };
const most = 20;

/** The views that a person has named, kept on this device. */
function useSavedViews(): readonly [readonly Saved[], (next: readonly Saved[]) => void] {
  const { person } = useSession();
  const key = `hezhi.views.${person?.id ?? ''}.matters`;
  const [kept, setKept] = useState(() => read(key));
  return [
    kept,
    (next) => {
      setKept(next);
      try {
        localStorage.setItem(key, JSON.stringify(next));
      } catch {
        // The device keeps nothing: the views live as long as the page.
      }
    },
  ];
}

function read(key: string): readonly Saved[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(found)
      ? found.filter((one): one is Saved => typeof one?.id === 'string' && typeof one.name === 'string' && typeof one.query === 'string')
      : [];
  } catch {
    return [];
  }
}

/** Named filters: one click each; rename and throw away behind the dots. */
export function SavedViews({ savable }: { savable: boolean }) {
  const t = useWords('matters');
  const confirm = useConfirm();
  const toast = useToast();
  const [params, setParams] = useSearchParams();
  const [saved, keep] = useSavedViews();
  const now = params.toString();
  const known = saved.some((one) => one.query === now);

  const ask = (title: string, start: string) =>
    confirm({ title, yes: t('desk.saved.keep'), ask: { label: t('desk.saved.name'), required: true, max: 30, start } });
  const add = async () => {
    const given = await ask(t('desk.saved.add'), '');
    if (!given) return;
    keep([...saved, { id: String(Date.now()), name: given.text, query: now }].slice(-most));
    toast(t('desk.saved.added', { name: given.text }));
  };
  const rename = async (one: Saved) => {
    const given = await ask(t('desk.saved.rename'), one.name);
    if (given) keep(saved.map((other) => (other.id === one.id ? { ...one, name: given.text } : other)));
  };
  const drop = async (one: Saved) => {
    if (await confirm({ title: t('desk.saved.dropTitle', { name: one.name }), effect: t('desk.saved.dropEffect'), yes: t('desk.saved.drop'), danger: true }))
      keep(saved.filter((other) => other.id !== one.id));
  };

  if (saved.length === 0 && !savable) return null;
  return (
    <ul className="hzc-chips hz-no-print" aria-label={t('desk.saved.label')}>
      {saved.map((one) => (
        <li key={one.id} className="hzc-saved" data-on={one.query === now ? '' : undefined}>
          <button type="button" className="hzc-chip" aria-pressed={one.query === now} onClick={() => setParams(new URLSearchParams(one.query))}>
            <Icon name="star" /> {one.name}
          </button>
          <Dropdown
            trigger={['click']}
            menu={{
              items: [
                { key: 'rename', label: t('desk.saved.rename'), onClick: () => void rename(one) },
                { key: 'drop', label: t('desk.saved.drop'), danger: true, onClick: () => void drop(one) },
              ],
            }}
          >
            <button type="button" className="hzc-chip hzc-dots" aria-label={t('desk.saved.more', { name: one.name })}>
              ⋯
            </button>
          </Dropdown>
        </li>
      ))}
      {savable && !known ? (
        <li>
          <button type="button" className="hzc-link" onClick={() => void add()}>
            {t('desk.saved.add')}
          </button>
        </li>
      ) : null}
    </ul>
  );
}
