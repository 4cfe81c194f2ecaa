import { Failure, Field } from '@hezhi/ui';
import { Problem, useCountdown, useWords } from '@hezhi/web';
import { useState } from 'react';
import { useCommand } from './client.ts';
import { SandboxCode } from './sandbox-code.tsx';

/** A phone number as it is sent: people group its digits. */
export const plainPhone = (typed: string): string => typed.replace(/[\s-]/g, '');

/** A code sent to a number that somebody says is theirs: it is asked for, waited for and typed. */
export function PhoneCode({
  label,
  phone,
  value,
  error,
  onChange,
}: {
  label: string;
  /** As typed. */ phone: string;
  value: string;
  error?: string | null;
  onChange: (code: string) => void;
}) {
  const t = useWords('directory');
  const [sent, setSent] = useState<{ phone: string; minutes: number } | null>(null);
  const [wait, startWait] = useCountdown();
  const send = useCommand('POST /sessions/codes', { refresh: [] });
  const to = plainPhone(phone);
  const ask = async () => {
    const reply = await send.run({ body: { phone: to } }).catch((problem: unknown) => {
      if (problem instanceof Problem && problem.retryAfter) startWait(problem.retryAfter);
      return null;
    });
    if (!reply) return;
    setSent({ phone: to, minutes: Math.round(reply.expires_in / 60) });
    startWait(reply.again_in);
  };
  return (
    <>
      <Field label={label} error={error ?? null} hint={sent ? t('phoneCode.sent', { phone: sent.phone, count: sent.minutes }) : t('phoneCode.hint')}>
        {(attributes) => (
          <div className="hz-row">
            <input
              {...attributes}
              required
              className="hz-input hz-num"
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={6}
              value={value}
              onChange={(event) => onChange(event.target.value)}
            />
            <button type="button" className="hz-button hz-num" disabled={send.isPending || wait > 0 || to.length < 11} onClick={() => void ask()}>
              {wait > 0 ? t('phoneCode.again', { count: wait }) : t('phoneCode.send')}
            </button>
          </div>
        )}
      </Field>
      <Failure error={send.error} />
      {sent ? <SandboxCode phone={sent.phone} /> : null}
    </>
  );
}
