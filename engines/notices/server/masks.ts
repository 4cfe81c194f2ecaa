/** `w***@example.com`. */
export const maskEmail = (address: string): string => address.replace(/^(.)[^@]*/, '$1***');

/** Purposes under which a person's own addresses are sealed. */
export const addressPurpose = { email: 'notices.email', wechat: 'notices.wechat' } as const;
