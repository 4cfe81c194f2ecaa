import { createHmac } from 'node:crypto';
import { failed, plain, type Message, type Outcome, type Provider } from '../message.ts';

/** The signature of the Standard Webhooks specification: `v1,` and the HMAC-SHA256 of `id.timestamp.body` in base64. `secret` is `whsec_` and base64, or any text. */
export function signWebhook(secret: string, id: string, seconds: number, body: string): string {
  const key = secret.startsWith('whsec_') ? Buffer.from(secret.slice(6), 'base64') : Buffer.from(secret, 'utf8');
  return `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`, 'utf8').digest('base64')}`;
}

/**
 * A webhook by HTTP POST, signed as the Standard Webhooks specification says. `webhook-id` is the delivery's id: the receiver takes each once, so what broke off is sent again.
 * The address comes from the composition or a room's settings, never from a request.
 */
export function httpWebhook(name: string, target: { url: string; secret: string; now?: () => number }): Provider {
  return {
    name,
    channel: 'webhook',
    tokens: true,
    async send(message: Message): Promise<Outcome> {
      const { token, template, title, body, values, link, at } = message;
      const text = JSON.stringify({ type: template, timestamp: new Date(at).toISOString(), data: { title, body, values, link } });
      const seconds = Math.floor((target.now ?? Date.now)() / 1000);
      try {
        const response = await fetch(target.url, {
          method: 'POST',
          redirect: 'error',
          headers: {
            'content-type': 'application/json',
            'webhook-id': token,
            'webhook-timestamp': String(seconds),
            'webhook-signature': signWebhook(target.secret, token, seconds, text),
          },
          body: text,
          signal: AbortSignal.timeout(10_000),
        });
        await response.body?.cancel();
        if (response.ok) return { end: 'sent', reference: String(response.status) };
        // 410 Gone: the receiver asks never to be told again.
        const lasting = response.status >= 400 && response.status < 500 && response.status !== 408 && response.status !== 429;
        return { end: lasting ? 'refused' : 'later', why: plain(`HTTP ${response.status}`) };
      } catch (error) {
        return failed(error);
      }
    },
  };
}
