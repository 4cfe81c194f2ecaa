import { Answer, Facts, Tag } from '@hezhi/ui';
import { PageHead, Panel, useConfirm, useToast } from '@hezhi/ui/desk';
import { Plot } from '@hezhi/ui/plot';
import { useSay, useSession, useTime, useWords } from '@hezhi/web';
import { Button } from 'antd';
import { Link, useNavigate, useParams } from 'react-router';
import { client, type Detail } from '../shared/client.ts';
import { tones } from '../shared/states.ts';

/** For how many days a category is silent. */
const MUTED = 30;

/** One warning: why, by which weeks, which reports, and what to do about it. */
export default function WarningPage() {
  const { id = '' } = useParams();
  const warning = client.useRoute('GET /warnings/:id', { params: { id } });
  return (
    <Answer of={warning} rows={8}>
      {(data) => <Warning data={data} />}
    </Answer>
  );
}

function Warning({ data }: { data: Detail }) {
  const t = useWords('warnings');
  const say = useSay();
  const time = useTime();
  const list = `/matters?${new URLSearchParams(data.drill).toString()}`;
  const rows = data.weeks.map((week) => ({ day: week.day.slice(data.season ? 0 : 5), n: week.n, expected: data.expected, upper: data.upper }));
  return (
    <>
      <PageHead
        title={`${data.areaName} ${say(data.subjectName)}`}
        sub={<Tag tone={tones[data.state]}>{t(`states.${data.state}`)}</Tag>}
        actions={<Link to="/warnings">{t('back')}</Link>}
      />
      <Panel title={t('why')}>
        <p>{data.sentence}</p>
        <Plot
          label={t('plot')}
          kind="line"
          rows={rows}
          x="day"
          series={[
            { key: 'n', label: t('week') },
            { key: 'expected', label: t('expected') },
            { key: 'upper', label: t('upper') },
          ]}
          unit={t('cases')}
          height={260}
          format={(n) => (Number.isInteger(n) ? String(n) : n.toFixed(1))}
        />
        <Facts
          items={[
            [
              t('reports'),
              <Link key="list" to={list}>
                {t('open', { n: data.seen })}
              </Link>,
            ],
            [t('since'), time.day(`${data.firstDay}T12:00:00+08:00`)],
            [t('score'), data.score.toFixed(2)],
            [t('dispersion'), data.dispersion.toFixed(2)],
            [t('baseline'), t(data.season ? 'season' : 'before', { n: data.weeks.filter((week) => week.baseline).length })],
          ]}
        />
      </Panel>
      {data.state === 'open' ? <Decide data={data} /> : null}
      {data.matter ? (
        <p>
          <Link to={`/matters/${data.matter}`}>{t('toMatter')}</Link>
        </p>
      ) : null}
      {data.decisions.length > 0 ? (
        <Panel title={t('decisions')}>
          <ul>
            {data.decisions.map((one) => (
              <li key={one.at}>{t('decision', { what: t(`did.${one.what}`), by: one.by, at: time.moment(one.at), reason: one.reason })}</li>
            ))}
          </ul>
        </Panel>
      ) : null}
    </>
  );
}

function Decide({ data }: { data: Detail }) {
  const t = useWords('warnings');
  const { can } = useSession();
  const confirm = useConfirm();
  const toast = useToast();
  const navigate = useNavigate();
  const refresh = { refresh: ['GET /warnings'] };
  const dismiss = client.useCommand('POST /warnings/:id/dismiss', refresh);
  const mute = client.useCommand('POST /warnings/:id/mute', refresh);
  const matter = client.useCommand('POST /warnings/:id/matter', refresh);
  if (!can('warnings.decide')) return null;
  const params = { id: data.id };
  const ask = async (what: 'dismiss' | 'mute' | 'matter'): Promise<void> => {
    const answer = await confirm({
      title: t(`do.${what}`),
      effect: t(`effect.${what}`, { days: MUTED }),
      ask: { label: t(what === 'matter' ? 'asked' : 'reason'), required: true },
    });
    if (!answer) return;
    const reason = answer.text ?? '';
    try {
      if (what === 'dismiss') await dismiss.run({ params, body: { reason } });
      else if (what === 'mute') await mute.run({ params, body: { reason, days: MUTED } });
      else {
        const made = await matter.run({ params, body: { reason } });
        void navigate(`/matters/${made.id}`);
      }
      toast(t('done'));
    } catch (error) {
      toast(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <div className="hz-row hz-no-print" style={{ marginBlock: 12 }}>
      <Button type="primary" loading={matter.isPending} onClick={() => void ask('matter')}>
        {t('do.matter')}
      </Button>
      <Button loading={dismiss.isPending} onClick={() => void ask('dismiss')}>
        {t('do.dismiss')}
      </Button>
      <Button loading={mute.isPending} onClick={() => void ask('mute')}>
        {t('do.mute')}
      </Button>
    </div>
  );
}
