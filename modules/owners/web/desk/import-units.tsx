import { InboxOutlined } from '@ant-design/icons';
import { newId } from '@hezhi/contract/light';
import { Failure } from '@hezhi/ui';
import { useToast } from '@hezhi/ui/desk';
import { useRefresh, useWords } from '@hezhi/web';
import { Modal, Progress, Upload } from 'antd';
import { useRef, useState } from 'react';
import { client, groupKeys, type Reply } from '../shared/client.ts';

/** Takes the register from a spreadsheet: all of it, or none with what is wrong by row. */
export function ImportUnits({ group, onClose }: { group: string; onClose: () => void }) {
  const t = useWords('owners');
  const toast = useToast();
  const refresh = useRefresh();
  const [share, setShare] = useState<number | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [faults, setFaults] = useState<Reply<'POST /owners/:id/import'>['faults']>([]);
  // The same file sent again after a lost answer is the same import.
  const sent = useRef<{ file: File; key: string } | null>(null);
  const send = async (file: File) => {
    if (sent.current?.file !== file) sent.current = { file, key: newId() };
    const form = new FormData();
    form.append('file', file);
    setError(null);
    setFaults([]);
    setShare(0);
    try {
      const reply = await client.upload('POST /owners/:id/import', form, { params: { id: group }, onProgress: setShare, key: sent.current.key });
      if (reply.faults.length > 0) return setFaults(reply.faults);
      void refresh(groupKeys);
      toast(t('import.done', { units: reply.units, owners: reply.owners }));
      onClose();
    } catch (thrown) {
      setError(thrown);
    } finally {
      setShare(null);
    }
  };
  return (
    <Modal open title={t('register.import')} footer={null} onCancel={onClose} width={640}>
      <p className="hz-small">{t('import.columns')}</p>
      <Upload.Dragger
        accept=".xlsx,.csv"
        multiple={false}
        maxCount={1}
        showUploadList={false}
        disabled={share !== null}
        beforeUpload={(file) => {
          void send(file);
          return false;
        }}
      >
        <p>
          <InboxOutlined aria-hidden /> {t('import.drop')}
        </p>
      </Upload.Dragger>
      {share === null ? null : <Progress percent={Math.round(share * 100)} aria-label={t('register.import')} />}
      <Failure error={error} />
      {faults.length > 0 ? (
        <div role="alert">
          <p>
            <strong>{t('import.faults', { n: faults.length })}</strong>
          </p>
          <ul className="hzo-rows">
            {faults.map((one) => (
              <li key={`${one.row} ${one.column} ${one.what}`}>{t('import.fault', { row: one.row, column: one.column, what: one.what })}</li>
            ))}
          </ul>
        </div>
      ) : null}
    </Modal>
  );
}
