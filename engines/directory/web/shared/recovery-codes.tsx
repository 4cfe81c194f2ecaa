import { useToast } from '@hezhi/ui';
import { useWords } from '@hezhi/web';
import { useState } from 'react';

/** The recovery codes, shown this once: copy, save as a file, print; one goes on after saying that they are kept. */
export function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const t = useWords('directory');
  const toast = useToast();
  const [kept, setKept] = useState(false);
  const text = codes.join('\n');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      toast(t('codes.copied'));
    } catch {
      toast(t('codes.notCopied'));
    }
  };
  const file = () => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([`${t('codes.title')}\n\n${text}\n`], { type: 'text/plain' }));
    link.download = 'hezhi-recovery-codes.txt';
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };
  return (
    <div className="hz-form dir-narrow" role="group" aria-label={t('codes.title')}>
      <p>
        <strong>{t('codes.title')}</strong>
      </p>
      <p>{t('codes.why')}</p>
      <ul className="dir-codes hz-num">
        {codes.map((code) => (
          <li key={code}>
            <code className="dir-code">{code}</code>
          </li>
        ))}
      </ul>
      <div className="hz-row hz-no-print">
        <button type="button" className="hz-button" onClick={() => void copy()}>
          {t('codes.copy')}
        </button>
        <button type="button" className="hz-button" onClick={file}>
          {t('codes.file')}
        </button>
        <button type="button" className="hz-button" onClick={() => print()}>
          {t('codes.print')}
        </button>
      </div>
      <label className="dir-check hz-no-print">
        <input type="checkbox" checked={kept} onChange={(event) => setKept(event.target.checked)} /> {t('codes.kept')}
      </label>
      <div className="hz-row hz-no-print">
        <button type="button" className="hz-button" data-primary disabled={!kept} onClick={onKept}>
          {t('codes.go')}
        </button>
      </div>
    </div>
  );
}
