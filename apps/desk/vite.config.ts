import { appConfig } from '@hezhi/web/vite';

export default appConfig('/desk/', import.meta.url);
