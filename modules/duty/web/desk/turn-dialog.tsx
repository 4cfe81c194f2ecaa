import { newId } from '@hezhi/contract/light';
import { Failure, Field } from '@hezhi/ui';
import { useConfirm, useToast } from '@hezhi/ui/desk';
import { useTime, useWords } from '@hezhi/web';
import { Modal } from 'antd';
import { useState } from 'react';
import { useCommand, type Month } from '../shared/client.ts';
import type { Cell } from './month-table.tsx';

/** Puts somebody on a shift, gives a turn to another, or takes it off. */
export function TurnDialog({ view, cell, onClose }: { view: Month; cell: Cell; onClose: () => void }) {
  const t = useWords('duty');
  const time = useTime();
  const toast = useToast();
  const confirm = useConfirm();
  const [post, setPost] = useState('');
  const [note, setNote] = useState('');
  const refresh = { refresh: ['GET /duty'] };
  const add = useCommand('POST /duty/rosters/:id/turns', refresh);
  const give = useCommand('POST /duty/turns/:id/give', refresh);
  const drop = useCommand('POST /duty/turns/:id/drop', refresh);
  const { turn, day, shift } = cell;
  const name = view.roster.shifts.find((one) => one.key === shift)?.name ?? shift;
  const taken = new Set(view.turns.filter((one) => one.day === day && one.shift === shift).map((one) => one.person));
  const count = new Map(view.counts.map((one) => [one.person, one.all]));
  const free = view.roster.members.filter((one) => !taken.has(one.person)).toSorted((a, b) => (count.get(a.person) ?? 0) - (count.get(b.person) ?? 0));
  const away = new Set(view.away.filter((one) => one.from <= day && day <= one.to).map((one) => one.person));
  const done = (key: string) => {
    toast(t(key));
    onClose();
  };
  const save = async () => {
    try {
      if (turn) await give.run({ params: { id: turn.id }, body: { post, version: turn.version, note } });
      else await add.run({ params: { id: view.roster.id }, body: { id: newId(), day, shift, post, note } });
      done('month.saved');
    } catch {
      // Shown in the dialog.
    }
  };
  const remove = async () => {
    if (
      !turn ||
      !(await confirm({ title: t('month.drop'), effect: t('month.dropEffect', { name: turn.name, day, shift: name }), yes: t('month.drop'), danger: true }))
    )
      return;
    try {
      await drop.run({ params: { id: turn.id }, body: { version: turn.version, note } });
      done('month.dropped');
    } catch {
      // Shown in the dialog.
    }
  };
  return (
    <Modal
      open
      title={turn ? t('month.change', { name: turn.name, day: time.day(day), shift: name }) : t('month.addTo', { day: time.day(day), shift: name })}
      okText={t('month.save')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: post === '', loading: add.isPending || give.isPending }}
      onOk={() => void save()}
      onCancel={onClose}
    >
      <div className="hz-form">
        <Field label={turn ? t('month.give') : t('month.add')}>
          {(attributes) => (
            <select {...attributes} className="hz-input" value={post} onChange={(event) => setPost(event.target.value)}>
              <option value="">{t('swap.choose')}</option>
              {free.map((one) => (
                <option key={one.post} value={one.post} disabled={away.has(one.person)}>
                  {[one.name, `${count.get(one.person) ?? 0}`, away.has(one.person) ? t('month.away') : ''].filter(Boolean).join(' · ')}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={t('month.note')}>
          {(attributes) => <input {...attributes} className="hz-input" maxLength={200} value={note} onChange={(event) => setNote(event.target.value)} />}
        </Field>
        {view.publishedAt ? <p className="hz-small">{t('month.toldNow')}</p> : null}
        {[add, give, drop].map((command, index) => (command.error ? <Failure key={['add', 'give', 'drop'][index]} error={command.error} kept /> : null))}
        {turn ? (
          <div className="hz-row">
            <button type="button" className="hz-button" data-hurts="" disabled={drop.isPending} onClick={() => void remove()}>
              {t('month.drop')}
            </button>
          </div>
        ) : null}
      </div>
    </Modal>
  );
}
