import { appConfig } from '@hezhi/web/vite';

export default appConfig('/screen/', import.meta.url);
