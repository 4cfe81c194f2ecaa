import { newId, kernelErrors, Refusal } from '@hezhi/contract';
import type { CodeSender } from '@hezhi/directory/server';
import type { House } from '@hezhi/server';
import { providerOf } from './providers.ts';

/**
 * The directory's sign-in codes by the SMS provider (`useCodeSender`). The approved template is looked up under `directory.code` with the variables `code` and `minutes`. A code is kept
 * nowhere and never sent twice; when it surely did not go out the person is told to try later.
 */
export function smsCodeSender(house: House): CodeSender {
  return {
    async send({ phone, code, minutes }) {
      const provider = providerOf(house, 'sms');
      if (!provider) throw new Refusal(kernelErrors.unavailable);
      const text = `您的登录验证码是 ${code}，${minutes} 分钟内有效，请勿告诉他人。`;
      const now = house.now();
      const outcome = await provider.send({
        token: newId(now),
        to: phone,
        language: 'zh-Hans',
        template: 'directory.code',
        title: '登录验证码',
        body: text,
        short: text,
        values: { code, minutes: String(minutes) },
        link: null,
        path: null,
        at: now,
      });
      if (outcome.end === 'later' || outcome.end === 'refused') {
        house.log.warn({ provider: provider.name, why: outcome.why }, 'a sign-in code could not be sent');
        throw new Refusal(kernelErrors.unavailable);
      }
    },
  };
}
