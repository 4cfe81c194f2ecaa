/** Parts for the phone apps; antd-mobile beside them. See README.md. */
export * from './frame.tsx';
export * from './page.tsx';
export * from './list.tsx';
export { useConfirm, useToast } from '../shared/ask.tsx';
export { Field } from '../shared/field.tsx';
