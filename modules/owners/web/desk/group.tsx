import { Answer, Empty, Facts } from '@hezhi/ui';
import { DataTable, PageHead, Panel, tableOf } from '@hezhi/ui/desk';
import { useMarks, useSay, useSession, useTime, useWords } from '@hezhi/web';
import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useList, useRoute, type Group } from '../shared/client.ts';
import { BindingTag, useArea } from '../shared/pieces.tsx';
import { GroupForm } from './group-form.tsx';
import { Members } from './members.tsx';
import { ProposeForm } from './propose-form.tsx';
import { Register } from './register.tsx';

/** A compound: what it is, what its owners decide, its register, its committee. */
export default function GroupPage() {
  const t = useWords('owners');
  const { id = '' } = useParams();
  const asked = useRoute('GET /owners/:id', { params: { id } }, { keep: false });
  return (
    <>
      <PageHead title={asked.data?.name ?? t('nav.groups')} back="/owners" />
      <Answer of={asked}>{(group) => <Shown group={group} />}</Answer>
    </>
  );
}

function Shown({ group }: { group: Group }) {
  const t = useWords('owners');
  const marks = useMarks();
  const area = useArea();
  const { can } = useSession();
  const [changing, setChanging] = useState(false);
  const { rules } = group;
  return (
    <>
      <Panel title={t('group.what')} extra={can('owners.keep') ? <Button onClick={() => setChanging(true)}>{t('change')}</Button> : null}>
        <Facts
          items={[
            [t('group.area'), group.areaName],
            [t('group.address'), group.address || null],
            [t('group.units'), t('group.counts', { units: group.counts.units, heads: group.counts.heads })],
            [t('group.exclusive'), area(group.counts.area)],
            [t('group.buildings'), marks.list(group.buildings) || null],
            [t('group.developer'), group.developer || null],
            [t('group.manager'), group.manager || null],
            [t('group.effect'), <BindingTag key="effect" binding={group.basis !== ''} />],
            [t('group.basis'), group.basis ? [group.basis, group.basisOn].filter(Boolean).join(' · ') : t('group.noBasis'), 'wide'],
            [
              t('ways.title'),
              marks.clauses([
                t(`ways.collisions.${rules.collision}`),
                t(`ways.silences.${rules.silence}`),
                t('ways.roll', { n: rules.rollDays }),
                t('ways.term', { n: rules.termYears }),
              ]),
              'wide',
            ],
          ]}
        />
      </Panel>
      <Votes group={group} />
      <Register group={group} />
      <Members group={group} />
      {changing ? <GroupForm group={group} onClose={() => setChanging(false)} /> : null}
    </>
  );
}

function Votes({ group }: { group: Group }) {
  const t = useWords('owners');
  const say = useSay();
  const time = useTime();
  const go = useNavigate();
  const { can } = useSession();
  const [proposing, setProposing] = useState(false);
  const list = useList('GET /owners/:id/votes', { params: { id: group.id } });
  return (
    <Panel title={t('votes.title')} extra={can('owners.organise') ? <Button onClick={() => setProposing(true)}>{t('propose.title')}</Button> : null}>
      <DataTable
        name={t('votes.title')}
        columns={[
          { key: 'title', title: t('vote.title'), render: (one) => one.title },
          { key: 'subject', title: t('vote.subject'), render: (one) => say(one.subjectName), from: 900 },
          { key: 'state', title: t('vote.state'), render: (one) => say(one.stateName) },
          { key: 'at', title: t('vote.at'), render: (one) => time.day(one.at), from: 768 },
          { key: 'result', title: t('vote.result'), render: (one) => one.result || '—', from: 768 },
        ]}
        {...tableOf(list)}
        onOpen={(one) => void go(`/matters/${one.id}`)}
        empty={<Empty title={t('votes.none')} why={t('votes.noneWhy')} />}
      />
      {proposing ? <ProposeForm group={group} onClose={() => setProposing(false)} /> : null}
    </Panel>
  );
}
