/** The server door of notices: rooms register what they may tell, and tell it as part of their writes. */
export { room } from './room.ts';
export { notify, tellNow, sealContact, type Recipient, type Telling } from './tell.ts';
export { registerSecret, registerTemplates } from './registry.ts';
export { deliverDue } from './deliver.ts';
export { registerWebhook, useProvider } from './providers.ts';
export type { Message, Outcome, Provider } from './message.ts';
export { httpWebhook, signWebhook } from './providers/webhook.ts';
export { smsCodeSender } from './sign-in-code.ts';
