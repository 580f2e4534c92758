// Serves the page with made-up releases, for work on its looks and for tests of states that are rare in a real world:
//   node dev/dev.mjs [--port 8090] [--releases 30] [--points 240] [--login none|token] [--page FOLDER]
// Without a folder, the page is bundled anew whenever it is loaded. Prints where it listens.
import {dirname, join, resolve} from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {parseArgs} from 'node:util';
import {build} from 'esbuild';

const here = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const work = resolve(here, '../../../target/console/dev');
const {values} = parseArgs({options: {
  port: {type: 'string', default: '0'},
  releases: {type: 'string', default: '30'},
  points: {type: 'string', default: '240'},
  login: {type: 'string', default: 'none'},
  page: {type: 'string'},
}});

const bundle = (entry, out, more) => build({entryPoints: {[out]: join(here, entry)}, outdir: join(work, 'assets'), bundle: true, format: 'esm', logLevel: 'warning', ...more});

await bundle('dev/server.ts', 'server', {platform: 'node', outExtension: {'.js': '.mjs'}});
const {serve} = await import(pathToFileURL(join(work, 'assets/server.mjs')).href);
const address = await serve({
  port: Number(values.port),
  releases: Number(values.releases),
  points: Number(values.points),
  login: values.login,
  folder: values.page === undefined ? work : resolve(values.page),
  index: values.page === undefined ? join(here, 'src/index.html') : join(resolve(values.page), 'index.html'),
  prepare: values.page === undefined ? () => bundle('src/main.tsx', 'console', {sourcemap: true}) : () => undefined,
});
console.log(address);
