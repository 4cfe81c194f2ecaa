import { Failure, Field, Icon } from '@hezhi/ui';
import { HostFailure, useHost, useWords } from '@hezhi/web';
import { useRef, useState, type FormEvent } from 'react';
import { newNonce, paperMark, readVote, voteText } from '../../contract/light.ts';
import { client, useCommand, useRoute, type Ballot, type Reply } from './client.ts';
import { QuestionField } from './choice.tsx';
import { moment } from './moments.ts';
import { readPaperCode } from './paper-code.ts';
import { contentOf } from './sealing.ts';
import { VoterSearch, type FoundVoter } from './voter-search.tsx';

export type Entered = Reply<'POST /ballots/:id/papers'>;
type Channel = 'paper' | 'home' | 'meeting';
const onPaper: readonly Channel[] = ['paper', 'home', 'meeting'];

/**
 * Enters one paper ballot: by scanning its code (or typing number and random letters), for which unit, when it was received, and what is ticked. The choice
 * of a sealed ballot is sealed on this device; the server compares two entries by a mark that tells it nothing.
 */
export function PaperForm({
  ballot,
  start,
  onEntered,
}: {
  ballot: Ballot;
  start?: { voter: FoundVoter; channel: Channel };
  onEntered: (entered: Entered) => void;
}) {
  const t = useWords('ballots');
  const { can, scan: scanner } = useHost();
  const usable = onPaper.filter((one) => ballot.channels.includes(one));
  const [code, setCode] = useState('');
  const [paper, setPaper] = useState('');
  const [nonce, setNonce] = useState('');
  const [voter, setVoter] = useState<FoundVoter | null>(start?.voter ?? null);
  const [channel, setChannel] = useState<Channel>(start?.channel ?? usable[0] ?? 'paper');
  const [received, setReceived] = useState('');
  const [witness, setWitness] = useState('');
  const [mandate, setMandate] = useState('');
  const [choices, setChoices] = useState<Readonly<Record<string, string>>>({});
  const [fault, setFault] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const enter = useCommand('POST /ballots/:id/papers', { refresh: ['GET /ballots/:id/papers', 'GET /ballots/:id/turnout', 'GET /ballots/:id'] });
  const mandates = useRoute('GET /ballots/:id/mandates', { params: { id: ballot.id }, query: { limit: 100 } }, { enabled: ballot.rule.proxies > 0 });
  const given = (mandates.data?.items ?? []).filter((one) => voter !== null && one.voter === voter.voter && one.ended_at === null);

  const take = async (text: string) => {
    setCode(text);
    setFault(null);
    const read = readPaperCode(text);
    if (!read) return;
    if (read.ballot !== ballot.id) return setFault(t('paper.otherBallot'));
    setPaper(read.paper);
    setNonce(read.nonce);
    setCode('');
    if (read.entry === null || voter !== null) return;
    // The paper names its unit: its voter is looked up, so that nothing has to be typed.
    const found = await client('GET /ballots/:id/turnout', { params: { id: ballot.id }, query: { entry: read.entry, limit: 1 } }).catch(() => null);
    const line = found?.items[0];
    if (line) setVoter({ entry: read.entry, voter: line.id, label: line.units.find(({ entry }) => entry === read.entry)?.label ?? line.label });
  };
  const byCamera = async () => {
    try {
      await take(await scanner());
    } catch (error) {
      if (!(error instanceof HostFailure) || error.why !== 'cancelled') setFault(t('paper.noScan'));
    }
  };
  const plainNonce = nonce.replace(/\s/g, '').toLowerCase();
  const sealed = ballot.seal !== null;
  const nonceSound = /^[0-9a-f]{32}$/.test(plainNonce) || (!sealed && plainNonce === '');
  const ready =
    /^[A-Z0-9-]{4,40}$/.test(paper) &&
    voter !== null &&
    received !== '' &&
    nonceSound &&
    (channel !== 'home' || witness.trim() !== '') &&
    ballot.questions.every(({ key }) => choices[key] !== undefined);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!ready || !voter) return;
    const vote = readVote(ballot.questions, choices);
    if (!vote) return;
    const used = plainNonce === '' ? newNonce() : plainNonce;
    try {
      const content = await contentOf(ballot, voter.voter, vote, used);
      if (!content) return;
      const entered = await enter.run({
        params: { id: ballot.id },
        body: {
          entry: voter.entry,
          paper,
          channel,
          received_at: moment(received),
          ...(channel === 'home' ? { witness: witness.trim() } : {}),
          ...(mandate ? { mandate } : {}),
          ...content.sent,
          ...('box' in content.sent ? { mark: paperMark(ballot.id, voter.voter, voteText(ballot.questions, vote), used) } : {}),
        },
      });
      // Ready for the next paper; place and way stay, they are mostly the same.
      setPaper('');
      setNonce('');
      setVoter(null);
      setChoices({});
      setMandate('');
      field.current?.focus();
      onEntered(entered);
    } catch {
      // Told below; what was typed stays.
    }
  };
  return (
    <form className="hz-form" onSubmit={(event) => void submit(event)}>
      <Field label={t('paper.scan')} hint={t('paper.scanHint')} error={fault}>
        {(attributes) => (
          <input {...attributes} ref={field} className="hz-input" autoComplete="off" value={code} onChange={({ target }) => void take(target.value)} />
        )}
      </Field>
      {can.scan ? (
        <button type="button" className="hz-button" onClick={() => void byCamera()}>
          <Icon name="camera" /> {t('paper.camera')}
        </button>
      ) : null}
      <Field label={t('paper.number')} required>
        {(attributes) => (
          <input
            {...attributes}
            className="hz-input hzb-code"
            autoComplete="off"
            maxLength={40}
            value={paper}
            onChange={({ target }) => setPaper(target.value.toUpperCase().trim())}
          />
        )}
      </Field>
      {sealed ? (
        <Field label={t('paper.nonce')} hint={t('paper.nonceHint')} error={plainNonce !== '' && !nonceSound ? t('paper.nonceFault') : null} required>
          {(attributes) => (
            <input
              {...attributes}
              className="hz-input hzb-mono"
              autoComplete="off"
              spellCheck={false}
              maxLength={60}
              value={nonce}
              onChange={({ target }) => setNonce(target.value)}
            />
          )}
        </Field>
      ) : null}
      <VoterSearch ballot={ballot.id} value={voter} onChange={setVoter} />
      <fieldset className="hzb-ask">
        <legend>{t('paper.channel')}</legend>
        <div className="hzb-choices">
          {usable.map((one) => (
            <label key={one} className="hzb-choice" data-on={channel === one ? '' : undefined}>
              <input type="radio" name="channel" checked={channel === one} onChange={() => setChannel(one)} />
              <span>{t(`channel.${one}`)}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <Field label={t('paper.received')} hint={t('paper.receivedHint')} required>
        {(attributes) => (
          <input {...attributes} type="datetime-local" className="hz-input" value={received} onChange={({ target }) => setReceived(target.value)} />
        )}
      </Field>
      {channel === 'home' ? (
        <Field label={t('paper.witness')} hint={t('paper.witnessHint')} required>
          {(attributes) => <input {...attributes} className="hz-input" maxLength={60} value={witness} onChange={({ target }) => setWitness(target.value)} />}
        </Field>
      ) : null}
      {given.length > 0 ? (
        <Field label={t('paper.mandate')}>
          {(attributes) => (
            <select {...attributes} className="hz-input" value={mandate} onChange={({ target }) => setMandate(target.value)}>
              <option value="">{t('paper.own')}</option>
              {given.map((one) => (
                <option key={one.id} value={one.id}>
                  {t('paper.by', { name: one.proxy_name })}
                </option>
              ))}
            </select>
          )}
        </Field>
      ) : null}
      {ballot.questions.map((one, at) => (
        <QuestionField
          key={one.key}
          question={one}
          number={ballot.questions.length > 1 ? at + 1 : null}
          value={choices[one.key]}
          onChange={(choice) => setChoices(({ [one.key]: _gone, ...rest }) => (choice === undefined ? rest : { ...rest, [one.key]: choice }))}
        />
      ))}
      <Failure error={enter.error} kept />
      <button className="hz-button hz-big" data-primary="" disabled={!ready || enter.isPending} aria-busy={enter.isPending}>
        {t('paper.enter')}
      </button>
      {ready ? null : <p className="hz-small">{t('paper.needed')}</p>}
    </form>
  );
}
