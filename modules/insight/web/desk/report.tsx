import { Answer, Empty, Facts } from '@hezhi/ui';
import { PageHead, Panel } from '@hezhi/ui/desk';
import { addressOf, useSay, useTime, useWords } from '@hezhi/web';
import { Button } from 'antd';
import { useParams } from 'react-router';
import { tablesOf } from '../../contract/report-tables.ts';
import { client } from '../shared/client.ts';
import type { Report } from '../shared/types.ts';
import './dashboard.css';
import { useMonthName } from './months.ts';
import { ReportTable } from './report-table.tsx';

/** One monthly report: what stands out, and every table with the lists behind its numbers. */
export default function ReportPage() {
  const t = useWords('insight');
  const { id = '' } = useParams();
  const report = client.useRoute('GET /insight/reports/:id', { params: { id } });
  return (
    <div className="hz-insight">
      <Answer of={report} rows={10}>
        {(data) =>
          data.numbers === null ? (
            <>
              <PageHead title={t('reports.nav')} back="/reports" />
              <Empty title={t(`reports.states.${data.state}`)} why={t('reports.notReady')} />
            </>
          ) : (
            <Ready report={data} numbers={data.numbers} />
          )
        }
      </Answer>
    </div>
  );
}

function Ready({ report, numbers }: { report: Report; numbers: NonNullable<Report['numbers']> }) {
  const t = useWords('insight');
  const say = useSay();
  const time = useTime();
  const monthName = useMonthName();
  const params = { id: report.id };
  return (
    <>
      <PageHead
        title={t('reports.name', { area: report.area.name, month: monthName(report.month) })}
        back="/reports"
        actions={
          <>
            <Button href={addressOf('GET /insight/reports/:id/report.pdf', { params })} target="_blank" rel="noopener">
              {t('reports.pdf')}
            </Button>
            <Button href={addressOf('GET /insight/reports/:id/report.docx', { params })} download>
              {t('reports.docx')}
            </Button>
            <Button href={addressOf('GET /insight/reports/:id/report.xlsx', { params })} download>
              {t('reports.xlsx')}
            </Button>
          </>
        }
      />
      <Panel>
        <Facts
          items={[
            [t('reports.period'), `${numbers.from} — ${numbers.to}${numbers.soFar ? t('reports.running', { month: '' }) : ''}`],
            [t('reports.made'), report.madeAt === null ? '—' : time.exact(report.madeAt)],
            [t('reports.revision'), t('reports.nth', { n: report.revision })],
            [t('reports.by'), report.by ?? t('reports.schedule')],
          ]}
        />
        <p className="hz-small hz-insight-snapshot">{t('reports.snapshot')}</p>
      </Panel>
      <Panel title={t('reports.findings')}>
        <ol className="hz-insight-findings">
          {numbers.findings.map((one) => (
            <li key={one['zh-Hans']}>{say(one)}</li>
          ))}
        </ol>
      </Panel>
      {tablesOf(numbers).map((table) => (
        <Panel key={table.key} title={say(table.title)}>
          <ReportTable table={table} />
        </Panel>
      ))}
    </>
  );
}
