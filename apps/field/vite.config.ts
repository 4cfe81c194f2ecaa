import { appConfig } from '@hezhi/web/vite';

export default appConfig('/field/', import.meta.url);
