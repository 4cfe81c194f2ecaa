/** Parts for the desk; antd 6 beside them. See README.md. */
export * from './frame.tsx';
export * from './page.tsx';
export * from './filters.tsx';
export * from './table.tsx';
export * from './pane.tsx';
export { FormModal, useNeeded } from './form-modal.tsx';
export { useConfirm, useToast } from '../shared/ask.tsx';
