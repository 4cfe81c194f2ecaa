import { SharesOver, type Share } from '@hezhi/ballots/screens/desk';
import { newId } from '@hezhi/contract/light';
import type { PartProps } from '@hezhi/matters/screens';
import { Failure } from '@hezhi/ui';
import { useConfirm, useToast } from '@hezhi/ui/desk';
import { useSession, useTime, useWords } from '@hezhi/web';
import { Button, Space } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useCommand, voteKeys, type Vote } from '../shared/client.ts';
import { AnnounceForm } from './announce-form.tsx';
import { SupportForm } from './support-form.tsx';
import { useVote } from './use-vote.ts';

/** What the community does for a vote, when its turn has come; each with what follows from it. */
export default function Work({ detail }: PartProps) {
  const { can } = useSession();
  const vote = useVote(detail).data;
  // Held here: the vote is in another state once it is announced, and what is below begins anew.
  const [shares, setShares] = useState<readonly Share[] | null>(null);
  if (!vote) return null;
  return (
    <>
      <Shown key={vote.state} vote={vote} may={can('owners.organise')} onShares={setShares} />
      {shares ? <SharesOver title={vote.title} shares={shares} onDone={() => setShares(null)} /> : null}
    </>
  );
}

function Shown({ vote, may, onShares }: { vote: Vote; may: boolean; onShares: (shares: readonly Share[]) => void }) {
  const t = useWords('owners');
  const time = useTime();
  const toast = useToast();
  const confirm = useConfirm();
  const [open, setOpen] = useState<'support' | 'announce' | 'again' | null>(null);
  const [ids] = useState(() => ({ roll: newId(), posting: newId() }));
  const roll = useCommand('POST /owners-votes/:id/roll', { refresh: voteKeys });
  const post = useCommand('POST /owners-votes/:id/post', { refresh: voteKeys });
  const params = { id: vote.id };
  const publish = async () => {
    if (!(await confirm({ title: t('work.roll'), effect: t('work.rollEffect'), yes: t('work.roll') }))) return;
    await roll.run({ params, body: { id: ids.roll } }).then(
      ({ until }) => toast(t('work.rollDone', { until: time.moment(until) })),
      () => undefined,
    );
  };
  const tell = async () => {
    if (!(await confirm({ title: t('work.post'), effect: t('work.postEffect'), yes: t('work.post') }))) return;
    await post.run({ params, body: { id: ids.posting } }).then(
      () => toast(t('work.posted')),
      () => undefined,
    );
  };
  return (
    <section>
      <h3>{t('work.title')}</h3>
      <p className="hz-small">{t(`work.now.${vote.state}`)}</p>
      <Space wrap>
        {vote.roll ? <Link to={`/ballots/rolls/${vote.roll.id}`}>{t('work.toRoll')}</Link> : null}
        {vote.ballot ? <Link to={`/ballots/${vote.ballot.id}`}>{t('work.toBallot')}</Link> : null}
        {may && vote.state === 'proposed' ? <Button onClick={() => setOpen('support')}>{t('work.support')}</Button> : null}
        {may && vote.state === 'preparing' ? (
          <Button type="primary" loading={roll.isPending} onClick={() => void publish()}>
            {t('work.roll')}
          </Button>
        ) : null}
        {may && vote.state === 'roll_public' ? (
          <Button type="primary" onClick={() => setOpen('announce')}>
            {t('work.announce')}
          </Button>
        ) : null}
        {may && vote.second ? <Button onClick={() => setOpen('again')}>{t('work.again')}</Button> : null}
        {may && vote.state === 'posting' ? (
          <Button type="primary" loading={post.isPending} onClick={() => void tell()}>
            {t('work.post')}
          </Button>
        ) : null}
      </Space>
      <Failure error={roll.error ?? post.error} />
      {open === 'support' ? <SupportForm vote={vote} onClose={() => setOpen(null)} /> : null}
      {open === 'announce' || open === 'again' ? <AnnounceForm vote={vote} again={open === 'again'} onShares={onShares} onClose={() => setOpen(null)} /> : null}
    </section>
  );
}
