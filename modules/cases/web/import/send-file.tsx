import { DownloadOutlined, InboxOutlined } from '@ant-design/icons';
import { newId } from '@hezhi/contract/light';
import { Failure } from '@hezhi/ui';
import { Away, useRefresh, useWords } from '@hezhi/web';
import { Progress, Upload } from 'antd';
import { useRef, useState } from 'react';
import { client, stale } from './client.ts';

/** Takes one spreadsheet. What is wrong with the file is said here; what is wrong with its rows, on its own page. `replaces`: the import whose place the file takes. */
export function SendFile({ replaces, onSent }: { replaces?: string; onSent: (id: string) => void }) {
  const t = useWords('imports');
  const refresh = useRefresh();
  const [share, setShare] = useState<number | null>(null);
  const [error, setError] = useState<unknown>(null);
  // The same file sent again after a lost answer is the same import.
  const sent = useRef<{ file: File; id: string; key: string } | null>(null);
  const [again, setAgain] = useState<File | null>(null);
  const send = async (file: File) => {
    if (!sent.current || sent.current.file !== file) sent.current = { file, id: newId(), key: newId() };
    const form = new FormData();
    form.append('id', sent.current.id);
    if (replaces) form.append('replaces', replaces);
    form.append('file', file);
    setError(null);
    setAgain(null);
    setShare(0);
    try {
      const { id } = await client.upload('POST /case-imports', form, { onProgress: setShare, key: sent.current.key });
      sent.current = null;
      void refresh(stale);
      onSent(id);
    } catch (thrown) {
      const away = thrown instanceof Away;
      if (!away) sent.current = null;
      setAgain(away ? file : null);
      setError(thrown);
    } finally {
      setShare(null);
    }
  };
  return (
    <div className="hzi-send">
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
        <p className="hzi-drop">
          <InboxOutlined aria-hidden />
          <span>{t('send.drop')}</span>
        </p>
        <p className="hz-small">{t('send.limits')}</p>
      </Upload.Dragger>
      {share === null ? null : (
        <p role="status">
          <Progress percent={Math.round(share * 100)} aria-label={t('send.sending')} />
          {t(share < 1 ? 'send.sending' : 'send.reading')}
        </p>
      )}
      <Failure error={error} {...(again ? { retry: () => void send(again) } : {})} />
      <p>
        <a className="hz-button" href="/api/case-imports/template.xlsx" download>
          <DownloadOutlined aria-hidden /> {t('send.template')}
        </a>
      </p>
    </div>
  );
}
