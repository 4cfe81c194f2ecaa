import { Icon } from '@hezhi/ui';
import { useWords } from '@hezhi/web';
import { useLayoutEffect, useRef, type ReactNode } from 'react';
import './phone.css';

/**
 * A paper that comes up from below, for one step or one choice: everything in it is near the thumb. The browser's own dialog keeps the
 * focus inside and closes on Escape; `foot` stays in sight while the rest scrolls.
 */
export function Sheet({ title, onClose, foot, children }: { title: string; onClose: () => void; foot?: ReactNode; children: ReactNode }) {
  const t = useWords('matters');
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  // Closed before it leaves the page, so that the focus goes back to where it came from.
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    heading.current?.focus();
    return () => shown?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="hz-sheet"
      aria-label={title}
      onCancel={(event) => {
        if (event.target !== dialog.current) return;
        event.preventDefault();
        onClose();
      }}
    >
      <div className="hz-sheet-bar">
        <h2 ref={heading} tabIndex={-1}>
          {title}
        </h2>
        <button type="button" className="hz-phone-back" aria-label={t('phone.close')} onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      <div className="hz-sheet-body">{children}</div>
      {foot ? <div className="hz-sheet-foot">{foot}</div> : null}
    </dialog>
  );
}
