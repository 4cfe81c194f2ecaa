import { useWords } from '@hezhi/web';
import { createContext, use, useCallback, useEffect, useMemo, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { Field } from './field.tsx';
import { useFocusBack } from './focus-back.ts';

export type Question = {
  title: string;
  /** What the step does to others, said before it is done: 将通知 3 位居民和城管中队. */
  effect?: ReactNode;
  /** The word on the button; 确定 by default. */
  yes?: string;
  /** The word on the other button; 取消 by default. Needed where the step itself is called so. */
  no?: string;
  danger?: boolean;
  /** A sentence asked for with it. */
  ask?: { label: string; hint?: string; required?: boolean; max?: number; start?: string };
};
export type AnswerGiven = { readonly text: string };

type Ask = { confirm: (question: Question) => Promise<AnswerGiven | null>; toast: (text: string) => void };
const AskContext = createContext<Ask | null>(null);

/** Gives `useConfirm` and `useToast` to everything below; the frames put it there. */
export function AskProvider({ children }: { children: ReactNode }) {
  useFocusBack();
  const [open, setOpen] = useState<{ question: Question; answer: (given: AnswerGiven | null) => void } | null>(null);
  const [told, setTold] = useState('');
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const confirm = useCallback((question: Question) => new Promise<AnswerGiven | null>((answer) => setOpen({ question, answer })), []);
  const toast = useCallback((text: string) => {
    clearTimeout(timer.current);
    setTold(text);
    timer.current = setTimeout(() => setTold(''), Math.max(3000, text.length * 180));
  }, []);
  const given = useMemo(() => ({ confirm, toast }), [confirm, toast]);
  return (
    <AskContext value={given}>
      {children}
      {open ? (
        <QuestionBox
          question={open.question}
          onAnswer={(answer) => {
            setOpen(null);
            open.answer(answer);
          }}
        />
      ) : null}
      <div role="status" aria-live="polite" className="hz-no-print">
        {told ? <p className="hz-toast">{told}</p> : null}
      </div>
    </AskContext>
  );
}

function QuestionBox({ question, onAnswer }: { question: Question; onAnswer: (given: AnswerGiven | null) => void }) {
  const t = useWords('ui');
  const dialog = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState(question.ask?.start ?? '');
  const [fault, setFault] = useState<string | null>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (question.ask?.required && text.trim() === '') return setFault(t('ask.required'));
    onAnswer({ text: text.trim() });
  };
  return (
    <dialog ref={dialog} className="hz-dialog" aria-labelledby="hz-question" onCancel={() => onAnswer(null)}>
      <h2 id="hz-question">{question.title}</h2>
      {question.effect ? <div className="hz-dialog-effect">{question.effect}</div> : null}
      <form className="hz-form" onSubmit={submit} noValidate>
        {question.ask ? (
          <Field label={question.ask.label} hint={question.ask.hint} required={question.ask.required ?? false} error={fault}>
            {(attributes) => (
              <textarea
                {...attributes}
                className="hz-input"
                maxLength={question.ask?.max ?? 1000}
                value={text}
                onChange={(event) => setText(event.target.value)}
              />
            )}
          </Field>
        ) : null}
        <div className="hz-dialog-buttons">
          <button type="button" className="hz-button" onClick={() => onAnswer(null)}>
            {question.no ?? t('cancel')}
          </button>
          <button className="hz-button" data-primary={question.danger ? undefined : ''} data-danger={question.danger ? '' : undefined}>
            {question.yes ?? t('confirm')}
          </button>
        </div>
      </form>
    </dialog>
  );
}

function useAsk(): Ask {
  const given = use(AskContext);
  if (!given) throw new Error('useConfirm outside of the frame');
  return given;
}

/** `await confirm({ title, effect, ask })` -> `{ text }`, or null when the person thinks better of it. */
export const useConfirm = (): Ask['confirm'] => useAsk().confirm;
/** Says one short sentence for a few seconds, to eyes and readers. */
export const useToast = (): Ask['toast'] => useAsk().toast;
