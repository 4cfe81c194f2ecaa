import { Icon } from '@hezhi/ui';
import { PageHead, Panel } from '@hezhi/ui/desk';
import { useWords } from '@hezhi/web';
import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import type { Reply } from '../shared/client.ts';

/** It is taken down: the number to tell, who has it until when, and what next. */
export function Taken({ taken, onNext }: { taken: Reply<'POST /cases'>; onNext: () => void }) {
  const t = useWords('cases');
  const next = useRef<HTMLButtonElement>(null);
  useEffect(() => next.current?.focus(), []);
  return (
    <>
      <PageHead title={t('desk.taken.title')} />
      <Panel>
        <div className="hz-state" role="status">
          <Icon name="check" />
          <p className="hz-state-title hz-num">{t('desk.taken.number', { number: taken.number })}</p>
          <p className="hz-state-why">{taken.sentence}</p>
          {taken.code ? <p className="hz-num">{t('desk.taken.code', { code: taken.code })}</p> : null}
          <div className="hz-row">
            <button ref={next} type="button" className="hz-button" data-primary onClick={onNext}>
              {t('desk.taken.next')}
            </button>
            <Link className="hz-button" to={`/matters/${taken.id}`}>
              {t('desk.taken.open')}
            </Link>
          </div>
        </div>
      </Panel>
    </>
  );
}
