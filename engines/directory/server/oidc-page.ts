import type { Language } from '@hezhi/contract';
import type { FastifyReply } from 'fastify';

const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** The sandbox provider's page: choose an account name, no password. Plain HTML without script. */
export async function sandboxPage(reply: FastifyReply, ask: Readonly<Record<string, string>>, language: Language): Promise<void> {
  const words =
    language === 'en'
      ? { title: 'Sandbox identity provider', hint: 'Demo only. Type a demo account, e.g. street.', label: 'Account', go: 'Continue' }
      : { title: '沙箱统一身份认证', hint: '仅用于演示。请输入演示账号，例如 street。', label: '账号', go: '继续' };
  const hidden = Object.entries(ask).map(([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`);
  await reply
    .header('content-type', 'text/html; charset=utf-8')
    .header('content-security-policy', "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'")
    .send(`<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${words.title}</title>
<main><h1>${words.title}</h1><p>${words.hint}</p><form method="get" action="/api/sandbox/identity">${hidden.join('')}
<label>${words.label} <input name="account" required autofocus></label> <button>${words.go}</button></form></main></html>`);
}
