import { Answer, Empty, Failure, Field } from '@hezhi/ui';
import { PageHead, Panel, useConfirm } from '@hezhi/ui/desk';
import { useSession, useWords } from '@hezhi/web';
import { Button, Checkbox, Input, Segmented } from 'antd';
import { useState } from 'react';
import { useParams } from 'react-router';
import { newNonce } from '../../contract/light.ts';
import { newestBulletin, type KeptBulletin } from '../shared/bulletins.tsx';
import { client, useRoute, type Ballot, type VoterLine } from '../shared/client.ts';
import { newPaperNumber } from '../shared/paper-code.ts';
import { CodeSlip, CollectionList, PaperBallot, type Printed } from './sheets.tsx';
import { SmsCodes } from './sms-codes.tsx';
import '../shared/ballots.css';
import './sheets.css';

type What = 'papers' | 'list' | 'codes';
/** So many voters at most on one print: a building at a time is what people carry. */
const MOST = 300;

/** /ballots/:id/print: paper ballots with their secret letters, collection lists, voting codes. Secret letters are made here and kept nowhere. */
export default function PrintPage() {
  const t = useWords('ballots');
  const { id = '' } = useParams();
  const asked = useRoute('GET /ballots/:id', { params: { id } });
  return (
    <>
      <div className="hz-no-print">
        <PageHead title={t('print.title')} sub={asked.data?.title} back={`/ballots/${id}`} />
      </div>
      <Answer of={asked} rows={4}>
        {(ballot) => <Printer ballot={ballot} />}
      </Answer>
    </>
  );
}

type Made = {
  what: What;
  voters: readonly VoterLine[];
  printed: ReadonlyMap<string, Printed>;
  codes: ReadonlyMap<string, string>;
  more: boolean;
  bulletin: KeptBulletin | null;
};

function Printer({ ballot }: { ballot: Ballot }) {
  const t = useWords('ballots');
  const confirm = useConfirm();
  const { can } = useSession();
  const kinds: What[] = [
    ...(ballot.channels.some((one) => one === 'paper' || one === 'home' || one === 'meeting') ? (['papers', 'list'] as const) : []),
    ...(ballot.channels.includes('code') && can('ballots.manage') ? (['codes'] as const) : []),
  ];
  const [what, setWhat] = useState<What>(kinds[0] ?? 'list');
  const [q, setQ] = useState('');
  const [waiting, setWaiting] = useState(true);
  const [made, setMade] = useState<Made | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);

  const make = async () => {
    if (what === 'codes' && !(await confirm({ title: t('print.codesTitle'), effect: t('print.codesEffect'), yes: t('print.make'), danger: true }))) return;
    setBusy(true);
    setError(null);
    try {
      const { voters, more } = await votersOf(ballot.id, q.trim(), waiting && what !== 'papers' ? true : waiting);
      const codes = what === 'codes' ? await codesOf(ballot.id) : new Map<string, string>();
      // What is handed out as a receipt names the newest bulletin there is when it is printed.
      const bulletin = what === 'papers' && ballot.secrecy !== 'secret' ? await newestBulletin(ballot) : null;
      setMade({ what, voters, more, codes, bulletin, printed: new Map(voters.map((one) => [one.id, { paper: newPaperNumber(), nonce: newNonce() }])) });
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(false);
    }
  };
  if (kinds.length === 0) return <Empty title={t('print.nothing')} why={t('print.nothingWhy')} />;
  return (
    <>
      <div className="hz-no-print hzb-desk">
        <Panel title={t('print.choose')}>
          <Segmented<What>
            aria-label={t('print.choose')}
            value={what}
            onChange={(next) => {
              setWhat(next);
              setMade(null);
            }}
            options={kinds.map((one) => ({ value: one, label: t(`print.what.${one}`) }))}
          />
          <p>{t(`print.says.${what}`)}</p>
          {ballot.secrecy === 'secret' && what === 'papers' ? <p className="hz-small">{t('print.secret')}</p> : null}
          <Field label={t('print.prefix')} hint={t('print.prefixHint', { n: MOST })}>
            {(attributes) => (
              <Input {...attributes} allowClear maxLength={60} value={q} onChange={({ target }) => setQ(target.value)} style={{ maxWidth: 320 }} />
            )}
          </Field>
          <Checkbox checked={waiting} onChange={({ target }) => setWaiting(target.checked)}>
            {t('print.waiting')}
          </Checkbox>
          <Failure error={error} retry={() => void make()} />
          <p className="hz-row">
            <Button type={made ? 'default' : 'primary'} loading={busy} onClick={() => void make()}>
              {t('print.make')}
            </Button>
            {made && made.voters.length > 0 ? (
              <Button type="primary" onClick={() => globalThis.print()}>
                {t('print.print')}
              </Button>
            ) : null}
          </p>
          {what === 'codes' && (ballot.state === 'announced' || ballot.state === 'open') ? <SmsCodes ballot={ballot} /> : null}
          {made ? <p role="status">{t(made.more ? 'print.madeMore' : 'print.made', { n: made.voters.length })}</p> : null}
          {made && made.voters.length === 0 ? <Empty title={t('print.none')} why={t('print.noneWhy')} /> : null}
        </Panel>
      </div>
      {made && made.voters.length > 0 ? <Sheets ballot={ballot} made={made} /> : null}
    </>
  );
}

function Sheets({ ballot, made }: { ballot: Ballot; made: Made }) {
  if (made.what === 'list') return <CollectionList ballot={ballot} voters={made.voters} />;
  return (
    <div className="hzb-sheets" data-what={made.what}>
      {made.voters.map((voter) =>
        made.what === 'papers' ? (
          <PaperBallot key={voter.id} ballot={ballot} voter={voter} printed={made.printed.get(voter.id)!} bulletin={made.bulletin} />
        ) : made.codes.has(voter.id) ? (
          <CodeSlip key={voter.id} ballot={ballot} voter={voter} code={made.codes.get(voter.id)!} />
        ) : null,
      )}
    </div>
  );
}

/** Voters by name up to `MOST`, and whether there are more. */
async function votersOf(id: string, q: string, waiting: boolean): Promise<{ voters: VoterLine[]; more: boolean }> {
  const voters: VoterLine[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await client('GET /ballots/:id/turnout', {
      params: { id },
      query: { limit: 100, ...(cursor ? { cursor } : {}), ...(q ? { q } : {}), ...(waiting ? { waiting: 'true' as never } : {}) },
    });
    voters.push(...page.items);
    if (page.next === null) return { voters: voters.slice(0, MOST), more: voters.length > MOST };
    if (voters.length >= MOST) return { voters: voters.slice(0, MOST), more: true };
    cursor = page.next;
  }
}

type Codes = { items: { voter: string; code: string }[]; next: string | null };

/** Fresh voting codes of all voters, by voter. */
async function codesOf(id: string): Promise<Map<string, string>> {
  const codes = new Map<string, string>();
  for (let after: string | undefined; ;) {
    const page = (await client('POST /ballots/:id/codes', { params: { id }, body: { limit: 1000, ...(after ? { after } : {}) } })) as unknown as Codes;
    for (const one of page.items) codes.set(one.voter, one.code);
    if (page.next === null) return codes;
    after = page.next;
  }
}
