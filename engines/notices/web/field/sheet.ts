import { phoneSheet } from '../phone/sheet.tsx';

export const sheet = phoneSheet((id) => `/task/${id}`);
