// Checks the page's types, runs its unit tests, and builds it into the folder that is given. Maven calls it in every
// build: it does nothing where nothing has changed, and asks npm only when the lock file has.
import {spawnSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {dirname, join, relative, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const work = resolve(here, '../../../target/console');
const contract = resolve(here, '../resources/io/huidu/shifter/console/openapi.yaml');
const out = resolve(process.argv[2] ?? join(work, 'page'));

const sources = readdirSync(here, {recursive: true, withFileTypes: true})
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
  .filter((file) => !file.startsWith(join(here, 'node_modules')))
  .sort();

await unlessDone('fetched', [join(here, 'package-lock.json')], join(here, 'node_modules'), () =>
  run('npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'));
const {build} = await import('esbuild'); // not before it is fetched

await unlessDone('built', [...sources, contract], join(out, 'index.html'), async () => {
  run(process.execPath, bin('openapi-typescript'), contract, '-o', join(work, 'contract.d.ts'));
  run(process.execPath, bin('typescript', 'tsc'), '-p', here);
  await runTests();
  await buildPage();
});

async function buildPage() {
  rmSync(out, {recursive: true, force: true});
  const {metafile} = await build({
    entryPoints: {console: join(here, 'src/main.tsx')},
    entryNames: '[name]-[hash]',
    outdir: join(out, 'assets'), // where the server says that nothing ever changes
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['es2022', 'chrome123', 'firefox120', 'safari17.5'],
    metafile: true,
    absWorkingDir: here,
    logLevel: 'warning',
  });
  const written = Object.keys(metafile.outputs).map((file) => relative(out, resolve(here, file)));
  const page = readFileSync(join(here, 'src/index.html'), 'utf8')
    .replace('assets/console.js', written.find((file) => file.endsWith('.js')))
    .replace('assets/console.css', written.find((file) => file.endsWith('.css')));
  writeFileSync(join(out, 'index.html'), page);
  writeFileSync(join(out, 'licenses.txt'), licenses(Object.keys(metafile.inputs)));
}

/** What is carried along asks that its licence is, too. */
function licenses(inputs) {
  const packages = new Set(inputs.flatMap((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []));
  return [...packages].sort().map((name) => {
    const folder = join(here, 'node_modules', name);
    const {version} = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
    return `${name} ${version}\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
  }).join('\n');
}

async function runTests() {
  const tests = sources.filter((file) => file.endsWith('.test.ts'));
  const bundles = join(work, 'test');
  rmSync(bundles, {recursive: true, force: true});
  await build({
    entryPoints: tests, outdir: bundles, outExtension: {'.js': '.mjs'}, bundle: true, platform: 'node', format: 'esm',
    target: 'node18', sourcemap: 'inline', absWorkingDir: here, logLevel: 'warning',
  });
  const files = readdirSync(bundles).map((file) => join(bundles, file));
  run(process.execPath, '--enable-source-maps', '--test', ...files);
}

/** Does something unless it was done with the same files before and what it makes is still there. */
async function unlessDone(name, inputs, made, action) {
  const stamp = join(work, name);
  const hash = createHash('sha256').update(process.version).update(made);
  inputs.forEach((file) => hash.update(relative(here, file)).update(readFileSync(file)));
  const now = hash.digest('hex');
  if (existsSync(made) && existsSync(stamp) && readFileSync(stamp, 'utf8') === now) {
    return;
  }
  mkdirSync(work, {recursive: true});
  rmSync(stamp, {force: true});
  await action();
  writeFileSync(stamp, now);
}

function bin(name, program = name) {
  const folder = join(here, 'node_modules', name);
  return join(folder, JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).bin[program]);
}

function run(...command) {
  const ended = spawnSync(command[0], command.slice(1), {cwd: here, encoding: 'utf8'});
  if (ended.status !== 0) {
    console.error(ended.error?.message ?? '', ended.stdout, ended.stderr);
    console.error(`console: '${command[0]}' failed; -Dconsole.skip builds without the page`);
    process.exit(1);
  }
}
