import { appConfig } from '@hezhi/web/vite';

export default appConfig('/', import.meta.url);
