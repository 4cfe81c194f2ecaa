import { formFaults, usePageTitle, useWords } from '@hezhi/web';
import type { FormInstance } from 'antd';
import { useEffect, type ReactNode } from 'react';
import { Link } from 'react-router';
import { Icon } from '../shared/icons.tsx';

/** Head of a desk page: name, one line below it, what can be done. Names the browser's tab too. */
export function PageHead({ title, sub, actions, back }: { title: string; sub?: ReactNode; actions?: ReactNode; back?: string }) {
  const t = useWords('ui');
  usePageTitle(title);
  return (
    <div className="hz-page-head">
      <div>
        {back ? (
          <Link className="hz-no-print hz-page-back" to={back}>
            <Icon name="left" /> {t('back')}
          </Link>
        ) : null}
        <h1>{title}</h1>
        {sub ? <div className="hz-small">{sub}</div> : null}
      </div>
      {actions ? <div className="hz-row hz-no-print">{actions}</div> : null}
    </div>
  );
}

/** A paper on the page. */
export function Panel({ title, extra, children }: { title?: string; extra?: ReactNode; children: ReactNode }) {
  return (
    <section className="hz-panel">
      {title || extra ? (
        <div className="hz-panel-head">
          <h2>{title}</h2>
          {extra}
        </div>
      ) : null}
      {children}
    </section>
  );
}

/** Puts the server's sentences beside the fields of an antd form: `<FormFaults form={form} problem={save.error} />`. */
export function FormFaults({ form, problem }: { form: FormInstance; problem: unknown }) {
  useEffect(() => {
    const faults = formFaults(problem);
    if (faults.length === 0) return;
    form.setFields(faults as Parameters<FormInstance['setFields']>[0]);
    form.scrollToField(faults[0]!.name, { block: 'center' });
  }, [form, problem]);
  return null;
}
