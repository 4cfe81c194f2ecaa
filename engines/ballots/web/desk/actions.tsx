import { newId } from '@hezhi/contract/light';
import { Failure, Field } from '@hezhi/ui';
import { FormModal, useConfirm, useNeeded, useToast } from '@hezhi/ui/desk';
import { Problem, useSession, useTime, useWords } from '@hezhi/web';
import { Button, Form, Input, InputNumber, Modal, Space } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { BallotOutcome } from '../../contract/light.ts';
import { useCommand, type Ballot } from '../shared/client.ts';
import { local, moment } from '../shared/moments.ts';

const refresh = ['GET /ballots'] as const;
const DAY = 86_400_000;

/** What may be done with a ballot; each says its effect before it happens. */
export function Actions({ ballot }: { ballot: Ballot }) {
  const t = useWords('ballots');
  const time = useTime();
  const toast = useToast();
  const confirm = useConfirm();
  const { can } = useSession();
  const [form, setForm] = useState<'count' | 'second' | null>(null);
  const announce = useCommand('POST /ballots/:id/announce', { refresh });
  const close = useCommand('POST /ballots/:id/close', { refresh });
  const drop = useCommand('POST /ballots/:id/void', { refresh });
  if (!can('ballots.manage')) return null;
  const params = { id: ballot.id };
  const told = (work: Promise<unknown>, done: string): Promise<void> =>
    work.then(
      () => toast(done),
      () => undefined,
    );
  const reason = { label: t('act.reason'), hint: t('act.reasonHint'), required: true, max: 400 };
  const onAnnounce = async () => {
    const effect = t('act.announceEffect', { n: ballot.roll.voters, from: time.moment(ballot.opens_at), to: time.moment(ballot.closes_at) });
    if (await confirm({ title: t('act.announceTitle'), effect, yes: t('act.announce') })) await told(announce.run({ params }), t('act.announced'));
  };
  const onClose = async () => {
    const given = await confirm({
      title: t('act.closeTitle'),
      effect: t('act.closeEffect', { at: time.moment(ballot.closes_at) }),
      yes: t('act.close'),
      danger: true,
      ask: reason,
    });
    if (given) await told(close.run({ params, body: { reason: given.text } }), t('act.closed'));
  };
  const onVoid = async () => {
    const given = await confirm({ title: t('act.voidTitle'), effect: t('act.voidEffect'), yes: t('act.void'), danger: true, ask: reason });
    if (given) await told(drop.run({ params, body: { reason: given.text } }), t('act.voided'));
  };
  const second = (ballot.outcome as BallotOutcome | null)?.questions.some(({ outcome }) => outcome === 'second_round') ?? false;
  return (
    <Space wrap className="hz-no-print">
      {ballot.state === 'draft' ? (
        <Button type="primary" loading={announce.isPending} onClick={() => void onAnnounce()}>
          {t('act.announce')}
        </Button>
      ) : null}
      {ballot.state === 'open' && ballot.rule.early_close ? (
        <Button loading={close.isPending} onClick={() => void onClose()}>
          {t('act.close')}
        </Button>
      ) : null}
      {ballot.state === 'closed' ? (
        <Button type="primary" onClick={() => setForm('count')}>
          {t('act.count')}
        </Button>
      ) : null}
      {ballot.state === 'counted' && second ? (
        <Button type="primary" onClick={() => setForm('second')}>
          {t('act.second')}
        </Button>
      ) : null}
      {ballot.state === 'counted' || ballot.state === 'void' ? null : (
        <Button danger loading={drop.isPending} onClick={() => void onVoid()}>
          {t('act.void')}
        </Button>
      )}
      <Failure error={announce.error ?? close.error ?? drop.error} />
      {form === 'count' ? <CountForm ballot={ballot} onClose={() => setForm(null)} /> : null}
      {form === 'second' ? <SecondForm ballot={ballot} onClose={() => setForm(null)} /> : null}
    </Space>
  );
}

/** Counts: shares of the keepers, how many were present, why papers are left out. Shares open the votes, so nothing typed here is kept on the device. */
function CountForm({ ballot, onClose }: { ballot: Ballot; onClose: () => void }) {
  const t = useWords('ballots');
  const ui = useWords('ui');
  const toast = useToast();
  const count = useCommand('POST /ballots/:id/count', { refresh });
  const [shares, setShares] = useState('');
  const [present, setPresent] = useState<number | null>(null);
  const [despite, setDespite] = useState('');
  const waiting = count.error instanceof Problem && count.error.code === 'ballots.papers_waiting';
  const submit = async () => {
    const list = shares.split(/\s+/).filter(Boolean);
    const body = { ...(list.length > 0 ? { shares: list } : {}), present: present === null ? null : { heads: present }, despite: despite.trim() || null };
    await count.run({ params: { id: ballot.id }, body }).then(
      () => {
        toast(t('act.counted'));
        onClose();
      },
      // Told in the dialog; what was typed stays while it is open.
      () => undefined,
    );
  };
  return (
    <Modal
      open
      title={t('act.countTitle')}
      okText={t('act.count')}
      cancelText={ui('cancel')}
      okButtonProps={{ loading: count.isPending }}
      onOk={() => void submit()}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <p className="hz-form-effect">{t('act.countEffect')}</p>
      <div className="hz-form">
        {ballot.seal ? (
          <Field label={t('act.shares')} hint={t('act.sharesHint')}>
            {(attributes) => (
              <Input.TextArea
                {...attributes}
                rows={3}
                autoComplete="off"
                spellCheck={false}
                value={shares}
                onChange={({ target }) => setShares(target.value)}
              />
            )}
          </Field>
        ) : null}
        {ballot.channels.includes('meeting') ? (
          <Field label={t('act.present')} hint={t('act.presentHint')}>
            {({ id }) => <InputNumber id={id} min={0} precision={0} value={present} onChange={setPresent} />}
          </Field>
        ) : null}
        {waiting || despite !== '' ? (
          <Field label={t('act.despite')} hint={t('act.despiteHint')}>
            {(attributes) => <Input.TextArea {...attributes} rows={2} maxLength={400} value={despite} onChange={({ target }) => setDespite(target.value)} />}
          </Field>
        ) : null}
        <Failure error={count.error} />
      </div>
    </Modal>
  );
}

/** Drafts the second round with the options carried. */
function SecondForm({ ballot, onClose }: { ballot: Ballot; onClose: () => void }) {
  const t = useWords('ballots');
  const go = useNavigate();
  const needed = useNeeded();
  const [id] = useState(newId);
  const [start] = useState(() => ({ opens: local(Date.now() + DAY), closes: local(Date.now() + 8 * DAY) }));
  const make = useCommand('POST /ballots/:id/second-round', { refresh });
  const submit = async ({ opens, closes }: { opens: string; closes: string }) => {
    await make.run({ params: { id: ballot.id }, body: { id, opens_at: moment(opens), closes_at: moment(closes), keepers: null } });
    void go(`/ballots/${id}`);
  };
  return (
    <FormModal
      draft={`ballots.second.${ballot.id}`}
      title={t('act.secondTitle')}
      effect={t('act.secondEffect')}
      yes={t('make.save')}
      start={start}
      onSubmit={submit}
      onClose={onClose}
    >
      {(['opens', 'closes'] as const).map((one) => (
        <Form.Item key={one} name={one} label={t(`fact.${one}`)} rules={[needed]}>
          <Input type="datetime-local" />
        </Form.Item>
      ))}
    </FormModal>
  );
}
