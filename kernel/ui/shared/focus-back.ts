import { useEffect } from 'react';

const inside = 'dialog, [role="dialog"], [role="alertdialog"]';
const reachable = 'button, a[href], input, select, textarea, summary, [tabindex]';

/** When a dialog goes and leaves the keyboard nowhere, it returns to what had it before (WCAG 2.4.3): to the button that opened the dialog. */
export function useFocusBack(): void {
  useEffect(() => {
    let last: HTMLElement | null = null;
    // Some browsers do not focus a button that is clicked.
    const note = ({ target }: Event): void => {
      const one = target instanceof Element ? target.closest<HTMLElement>(reachable) : null;
      if (one && !one.closest(inside)) last = one;
    };
    const isDialog = (one: Node): boolean => one instanceof Element && (one.matches(inside) || one.querySelector(inside) !== null);
    const gone = new MutationObserver((changes) => {
      if (document.activeElement !== document.body || !last?.isConnected || document.querySelector('dialog[open]')) return;
      if (changes.some(({ removedNodes }) => [...removedNodes].some(isDialog))) last.focus({ preventScroll: true });
    });
    document.addEventListener('focusin', note);
    document.addEventListener('click', note, true);
    gone.observe(document.body, { childList: true, subtree: true });
    return () => {
      document.removeEventListener('focusin', note);
      document.removeEventListener('click', note, true);
      gone.disconnect();
    };
  }, []);
}
