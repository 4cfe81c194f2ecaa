import { Icon } from '@hezhi/ui';
import { useWords } from '@hezhi/web';
import { useEffect, useId, useRef, type ReactNode } from 'react';

/** A sheet from the right over the page: the browser's own dialog, so focus stays inside and Escape closes it. */
export function Drawer({ title, sub, onClose, children }: { title: string; sub?: ReactNode; onClose: () => void; children: ReactNode }) {
  const t = useWords('matters');
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const shown = dialog.current;
    if (shown && !shown.open) shown.showModal();
    shown?.querySelector<HTMLElement>('input:not([type="hidden"]), textarea, select')?.focus();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="hzc-drawer"
      aria-labelledby={id}
      onCancel={(event) => {
        // A question asked over the sheet is cancelled by itself.
        if (event.target !== dialog.current) return;
        event.preventDefault();
        onClose();
      }}
    >
      <header>
        <div>
          <h2 id={id}>{title}</h2>
          {sub ? <p className="hz-small">{sub}</p> : null}
        </div>
        <button type="button" className="hz-button" aria-label={t('desk.detail.close')} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <div className="hzc-drawer-body">{children}</div>
    </dialog>
  );
}
