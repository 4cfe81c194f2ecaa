import { newId } from '@hezhi/contract/light';
import { AreaPicker, Drawer } from '@hezhi/matters/screens/desk';
import { Failure, Field, Loading, useConfirm, useToast } from '@hezhi/ui';
import { useDraft, useMarks, useSay, useSession, useWords } from '@hezhi/web';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useCommand, useRoute } from '../shared/client.ts';

/** Starts an emergency by a plan, with a reason; items may be left out. What happens is said before. */
export function Start({ onClose }: { onClose: () => void }) {
  const t = useWords('command');
  const marks = useMarks();
  const say = useSay();
  const go = useNavigate();
  const toast = useToast();
  const confirm = useConfirm();
  const { post } = useSession();
  const [id] = useState(newId);
  const plans = useRoute('GET /command/plans', {}, { fresh: 60_000 });
  const [typed, setTyped, clear] = useDraft('command.start', { plan: '', area: post?.area ?? '', reason: '', left: [] as string[] });
  const start = useCommand('POST /command/incidents', { refresh: ['GET /command', 'GET /inbox'] });
  const usable = plans.data?.items.filter((one) => one.active) ?? [];
  const plan = usable.find((one) => one.key === typed.plan);
  const items = plan?.items.filter((item) => !typed.left.includes(item.key)) ?? [];
  const ready = plan !== undefined && typed.area !== '' && typed.reason.trim().length >= 2 && items.length > 0;
  const send = async () => {
    if (
      !plan ||
      !(await confirm({ title: marks.says(t('incident.start'), say(plan.title)), effect: t('incident.startEffect'), yes: t('incident.start'), danger: true }))
    )
      return;
    try {
      const { number } = await start.run({
        body: {
          id,
          plan: plan.key,
          area: typed.area,
          reason: typed.reason,
          ...(items.length < plan.items.length ? { items: items.map((item) => item.key) } : {}),
        },
      });
      toast(t('incident.started', { number }));
    } catch {
      return;
    }
    clear();
    onClose();
    void go(`/command/${id}`);
  };
  return (
    <Drawer title={t('incident.start')} onClose={onClose}>
      {plans.isPending ? <Loading rows={4} /> : null}
      {plans.error && !plans.data ? <Failure error={plans.error} retry={() => void plans.refetch()} /> : null}
      <form
        className="hz-form"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Field label={t('incident.plan')} required {...(plan ? { hint: say(plan.hint) } : {})}>
          {(attributes) => (
            <select {...attributes} className="hz-input" value={typed.plan} onChange={(event) => setTyped({ ...typed, plan: event.target.value, left: [] })}>
              <option value="">{t('incident.choose')}</option>
              {usable.map((one) => (
                <option key={one.key} value={one.key}>
                  {say(one.title)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <div className="hz-field">
          <span>{t('incident.area')}</span>
          <AreaPicker value={typed.area} onChange={(area) => setTyped({ ...typed, area: area ?? '' })} width="100%" label={t('incident.area')} />
        </div>
        <Field label={t('incident.reason')} required>
          {(attributes) => (
            <textarea
              {...attributes}
              className="hz-input"
              rows={3}
              maxLength={500}
              value={typed.reason}
              onChange={(event) => setTyped({ ...typed, reason: event.target.value })}
            />
          )}
        </Field>
        {plan ? (
          <fieldset>
            <legend>{t('incident.items')}</legend>
            {plan.items.map((item) => (
              <label key={item.key} className="cmd-check" style={{ display: 'flex' }}>
                <input
                  type="checkbox"
                  checked={!typed.left.includes(item.key)}
                  onChange={(event) =>
                    setTyped({ ...typed, left: event.target.checked ? typed.left.filter((key) => key !== item.key) : [...typed.left, item.key] })
                  }
                />
                {say(item.title)} <span className="hz-small">{t('incident.minutes', { n: item.minutes })}</span>
              </label>
            ))}
          </fieldset>
        ) : null}
        <p className="hz-dialog-effect">{t('incident.startEffect')}</p>
        {start.error ? <Failure error={start.error} kept /> : null}
        <div className="hz-dialog-buttons">
          <button type="button" className="hz-button" onClick={onClose}>
            {t('incident.cancel')}
          </button>
          <button className="hz-button" data-danger="" disabled={!ready || start.isPending}>
            {t('incident.start')}
          </button>
        </div>
      </form>
    </Drawer>
  );
}
