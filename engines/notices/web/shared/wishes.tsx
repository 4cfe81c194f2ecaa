import { Answer, Failure, Tag, useToast } from '@hezhi/ui';
import { useWords } from '@hezhi/web';
import { useState } from 'react';
import { Addresses } from './addresses.tsx';
import { useCategories, type Category } from './categories.ts';
import { useCommand, useRoute, type Reply } from './client.ts';
import './notices.css';
import type { Sheet } from './sheet.ts';

type Wishes = Reply<'GET /notices/preferences'>;
type Given = Pick<Wishes, 'modes' | 'quiet'>;
const channels = ['sms', 'wechat', 'email'] as const;
const modes = ['always', 'absent', 'never'] as const;
const usualQuiet = { from: '22:00', to: '07:00' };

/** /me/notices/wishes: by which ways I am told what, where, and when not. */
export function WishesPage({ sheet }: { sheet: Sheet }) {
  const t = useWords('notices');
  const wishes = useRoute('GET /notices/preferences');
  return (
    <sheet.Page title={t('wishes.title')} sub={t('wishes.sub')}>
      <Answer of={wishes}>
        {(data) => (
          <>
            <Form key={JSON.stringify([data.modes, data.quiet])} sheet={sheet} start={data} />
            <sheet.Part title={t('addresses.title')}>
              <Addresses wishes={data} />
            </sheet.Part>
          </>
        )}
      </Answer>
    </sheet.Page>
  );
}

function Form({ sheet: { Part }, start }: { sheet: Sheet; start: Wishes }) {
  const t = useWords('notices');
  const toast = useToast();
  const save = useCommand('PUT /notices/preferences', { refresh: ['GET /notices/preferences'] });
  const [given, setGiven] = useState<Given>({ modes: start.modes, quiet: start.quiet });
  const categories = useCategories();
  const set = (category: Category, channel: (typeof channels)[number], mode: (typeof modes)[number]) =>
    setGiven({ ...given, modes: { ...given.modes, [category]: { ...given.modes[category], [channel]: mode } } });
  const changed = JSON.stringify(given) !== JSON.stringify({ modes: start.modes, quiet: start.quiet });
  const set_up = channels.filter((channel) => start.channels.some((one) => one.channel === channel && one.set_up));
  return (
    <form
      className="ntc-form"
      onSubmit={(event) => {
        event.preventDefault();
        save.run({ body: given }).then(
          () => toast(t('wishes.saved')),
          () => undefined,
        );
      }}
    >
      <Part title={t('wishes.ways')}>
        <p className="hz-small">{t('wishes.inboxAlways')}</p>
        {set_up.length === 0 ? <p>{t('wishes.noChannel')}</p> : null}
        {categories.map((category) => (
          <fieldset key={category} className="ntc-wish">
            <legend>{t(`category.${category}`)}</legend>
            <p className="hz-small">{t(`categoryHint.${category}`)}</p>
            <div className="ntc-ways">
              {set_up.map((channel) => (
                <label key={channel}>
                  <span>{t(`channel.${channel}`)}</span>
                  <select
                    className="hz-input"
                    value={given.modes[category][channel]}
                    onChange={(event) => set(category, channel, modes.find((one) => one === event.target.value) ?? 'never')}
                  >
                    {modes.map((mode) => (
                      <option key={mode} value={mode}>
                        {t(`mode.${mode}`)}
                      </option>
                    ))}
                  </select>
                </label>
              ))}
            </div>
          </fieldset>
        ))}
      </Part>
      <Part title={t('quiet.title')}>
        <label className="ntc-check">
          <input type="checkbox" checked={given.quiet !== null} onChange={(event) => setGiven({ ...given, quiet: event.target.checked ? usualQuiet : null })} />{' '}
          {t('quiet.on')}
        </label>
        {given.quiet ? (
          <div className="ntc-ways">
            {(['from', 'to'] as const).map((end) => (
              <label key={end}>
                <span>{t(`quiet.${end}`)}</span>
                <input
                  className="hz-input"
                  type="time"
                  required
                  value={given.quiet![end]}
                  onChange={(event) => event.target.value && setGiven({ ...given, quiet: { ...given.quiet!, [end]: event.target.value } })}
                />
              </label>
            ))}
          </div>
        ) : null}
        <p className="hz-small">{t('quiet.hint')}</p>
        <Failure error={save.error} kept />
        <div className="hz-row">
          <button type="submit" className="hz-button" data-primary disabled={!changed || save.isPending}>
            {t('wishes.save')}
          </button>
          {changed ? <Tag tone="warn">{t('wishes.notSaved')}</Tag> : null}
        </div>
      </Part>
    </form>
  );
}
