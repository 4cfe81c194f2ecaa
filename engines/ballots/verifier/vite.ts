import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';

const css = `:root{color-scheme:light dark;font:17px/1.6 system-ui,"Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif}
body{margin:0}main{max-width:44rem;margin:0 auto;padding:1.5rem 1rem 4rem;overflow-wrap:anywhere}
label{display:block;font-weight:600;margin:1.2rem 0 .3rem}input[type=text],input[type=file]{width:100%;box-sizing:border-box}
input,button{font:inherit;min-height:2.75rem;padding:.4rem .8rem}button{margin-top:.6rem;cursor:pointer}#tongue{float:right;margin:0}
p{margin:.35rem 0}h2{margin:1.6rem 0 .4rem}h3{margin:1.2rem 0 .2rem}.good{color:light-dark(#0a6b2d,#7ddc9b)}.bad{color:light-dark(#a8071a,#ff9c9c);font-weight:600}.note{color:light-dark(#7a4b00,#ffd591)}
:focus-visible{outline:3px solid light-dark(#0958d9,#91caff);outline-offset:2px}`;

const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

async function bundle(entry: string, format: 'iife' | 'es'): Promise<string> {
  const made = await build({
    configFile: false,
    root: here('.'),
    logLevel: 'warn',
    build: {
      write: false,
      minify: true,
      target: 'es2023',
      lib: { entry, formats: [format], name: 'verifier', fileName: 'verifier' },
      rolldownOptions: { external: format === 'es' ? [/^node:/] : [] },
    },
  });
  const [output] = Array.isArray(made) ? made : [made];
  if (!output || !('output' in output)) throw new Error('the verifier was not bundled');
  return output.output[0].code.trim();
}

/**
 * The verifier as two files: `html`, one page without network (its policy allows nothing but its own script and style), and `mjs` for Node. Made of the same pure code that the server counts with.
 */
export async function bundleVerifier(): Promise<{ html: string; mjs: string }> {
  const script = (await bundle(here('../web/verifier/page.ts'), 'iife')).replaceAll('</script', '<\\/script');
  const policy = `default-src 'none'; script-src ${hash(script)}; style-src ${hash(css)}; base-uri 'none'; form-action 'none'`;
  const html = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>合治计票核验</title>
<style>${css}</style>
</head>
<body>
<script>${script}</script>
</body>
</html>
`;
  return { html, mjs: `${await bundle(here('./command.ts'), 'es')}\n` };
}

/** Lays `verifier.html` and `verify.mjs` beside the files of the app that is built. */
export const verifierFiles = (): Plugin => ({
  name: 'hezhi-verifier',
  apply: 'build',
  async generateBundle() {
    const { html, mjs } = await bundleVerifier();
    this.emitFile({ type: 'asset', fileName: 'verifier.html', source: html });
    this.emitFile({ type: 'asset', fileName: 'verify.mjs', source: mjs });
  },
});
