import { Icon, ReadAloud } from '@hezhi/ui';
import { BigButton, Card, PhonePage, useToast } from '@hezhi/ui/phone';
import { useWords } from '@hezhi/web';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { forget } from './remembered.ts';
import type { Sent } from './report.tsx';

const FollowCode = lazy(() => import('./follow-code.tsx'));

/** It has arrived: number, who has it until when, and for visitors the code by which they follow it. */
export function ReportSent({ reported, title, again }: Sent & { again: () => void }) {
  const t = useWords('cases');
  const go = useNavigate();
  const toast = useToast();
  const [kept, setKept] = useState(reported.code !== null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { number, code, sentence } = reported;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(t('resident.sent.copyText', { number, code }));
      toast(t('resident.sent.copied'));
    } catch {
      toast(t('resident.sent.notCopied'));
    }
  };
  return (
    <PhonePage title={t('resident.sent.bar')} back="/">
      <Card>
        <div className="hz-res-done">
          <Icon name="check" />
          <h2 ref={heading} tabIndex={-1}>
            {t('resident.sent.title')}
          </h2>
          {title ? <p>{title}</p> : null}
          <p className="hz-status">{sentence}</p>
          <ReadAloud text={sentence} />
        </div>
      </Card>
      <Card>
        <div className="hz-res-section">
          <div>
            <p className="hz-small">{t('resident.number')}</p>
            <p className="hz-res-number">{number}</p>
          </div>
          {code === null ? null : (
            <>
              <div>
                <p className="hz-small">{t('resident.code')}</p>
                <p className="hz-res-code">{code}</p>
              </div>
              <p>{t('resident.sent.codeWhy')}</p>
              <div className="hz-row">
                <button type="button" className="hz-button" onClick={() => void copy()}>
                  {t('resident.sent.copy')}
                </button>
                <button type="button" className="hz-button" onClick={() => print()}>
                  <Icon name="print" /> {t('resident.sent.print')}
                </button>
              </div>
              <details className="hz-res-more">
                <summary>{t('resident.sent.qr')}</summary>
                <Suspense>
                  <FollowCode number={number} code={code} />
                </Suspense>
              </details>
              {kept ? (
                <div className="hz-row">
                  <span className="hz-small">{t('resident.sent.kept')}</span>
                  <button
                    type="button"
                    className="hz-button"
                    onClick={() => {
                      forget(number);
                      setKept(false);
                    }}
                  >
                    {t('resident.sent.forget')}
                  </button>
                </div>
              ) : (
                <p className="hz-small" role="status">
                  {t('resident.sent.forgotten')}
                </p>
              )}
            </>
          )}
        </div>
      </Card>
      <BigButton onClick={() => void go(code === null ? `/mine/${reported.id}` : '/track', code === null ? {} : { state: { number, code } })}>
        {t('resident.sent.follow')}
      </BigButton>
      <BigButton quiet onClick={again}>
        {t('resident.sent.again')}
      </BigButton>
    </PhonePage>
  );
}
