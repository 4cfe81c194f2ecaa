import { verifierFiles } from '@hezhi/ballots/vite';
import { appConfig } from '@hezhi/web/vite';
import { mergeConfig } from 'vite';

export default mergeConfig(appConfig('/', import.meta.url), { plugins: [verifierFiles()] });
