import { Failure } from '@hezhi/ui';
import { Panel, useToast } from '@hezhi/ui/desk';
import { useRefresh, useWords } from '@hezhi/web';
import { Button, Progress } from 'antd';
import { useRef, useState } from 'react';
import { client, type Reply, type Roll } from '../shared/client.ts';

type Faults = Reply<'POST /ballots/rolls/:id/import'>['faults'];
const known = ['label', 'area', 'holder', 'phone', 'head', 'shares'];
const codes = ['invalid', 'area', 'area_missing', 'shares', 'shares_missing', 'label_twice'];

/** Takes in units from a table; all rows or none, with what is wrong row by row. */
export function RollImport({ roll }: { roll: Roll }) {
  const t = useWords('ballots');
  const toast = useToast();
  const refresh = useRefresh();
  const input = useRef<HTMLInputElement>(null);
  const [share, setShare] = useState<number | null>(null);
  const [faults, setFaults] = useState<Faults>([]);
  const [error, setError] = useState<unknown>(null);
  const send = async (file: File) => {
    setFaults([]);
    setError(null);
    setShare(0);
    const form = new FormData();
    form.append('file', file, file.name);
    try {
      const { added, faults: found } = await client.upload('POST /ballots/rolls/:id/import', form, { params: { id: roll.id }, onProgress: setShare });
      setFaults(found);
      if (found.length === 0) toast(t('import.done', { n: added }));
      await refresh(['GET /ballots/rolls']);
    } catch (thrown) {
      setError(thrown);
    } finally {
      setShare(null);
      if (input.current) input.current.value = '';
    }
  };
  const template = `${t('import.head')}\n3号楼2单元501,89.34,王某某,13900000000,,\n`;
  return (
    <Panel title={t('import.title')}>
      <p>{t('import.how')}</p>
      <p className="hz-row">
        <input
          ref={input}
          hidden
          type="file"
          accept=".xlsx,.csv"
          onChange={({ target }) => target.files?.[0] && void send(target.files[0])}
          aria-label={t('import.choose')}
        />
        <Button type="primary" loading={share !== null} onClick={() => input.current?.click()}>
          {t('import.choose')}
        </Button>
        <Button href={`data:text/csv;charset=utf-8,${encodeURIComponent(`\uFEFF${template}`)}`} download={`${t('import.file')}.csv`}>
          {t('import.template')}
        </Button>
      </p>
      {share === null ? null : <Progress percent={Math.round(share * 100)} aria-label={t('import.progress')} />}
      <Failure error={error} retry={() => input.current?.click()} />
      {faults.length > 0 ? (
        <div role="alert">
          <p>
            <strong>{t('import.faults', { n: faults.length })}</strong>
          </p>
          <ul>
            {faults.slice(0, 50).map((one, i) => (
              <li key={i}>
                {t('import.fault', {
                  row: one.row,
                  column: known.includes(one.column) ? t(`import.column.${one.column}`) : one.column,
                  what: t(`import.code.${codes.includes(one.code) ? one.code : 'invalid'}`, { detail: one.detail }),
                })}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </Panel>
  );
}
