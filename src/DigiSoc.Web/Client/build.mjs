// Bundles the scripts and styles of the workplace into ../wwwroot/assets, one file per entry with its content hash in
// the name (so that browsers may keep it for ever), and writes assets.json: entry -> file, for Assets.cs to read.
import { build } from 'esbuild';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// form-js makes its calendars with whatever "flatpickr" is: ours, which speaks the page's language and writes dd.mm.yyyy.
const ourCalendar = {
  name: 'our-calendar',
  setup: bundler => bundler.onResolve({ filter: /^flatpickr$/ }, () => ({ path: join(here, 'modules', 'calendar.js') })),
};

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, '..', 'wwwroot', 'assets');
await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });

const result = await build({
  absWorkingDir: here,
  entryPoints: { workplace: 'workplace.js', 'workplace-style': 'styles/workplace.css' },
  entryNames: '[name]-[hash]',
  chunkNames: '[name]-[hash]',
  assetNames: '[name]-[hash]',
  outdir: out,
  bundle: true,
  splitting: true,
  format: 'esm',
  target: ['es2022', 'chrome120', 'firefox121', 'safari17'],
  minify: true,
  legalComments: 'linked',
  metafile: true,
  publicPath: '/assets',
  loader: { '.woff2': 'file', '.woff': 'file', '.eot': 'empty', '.ttf': 'empty', '.svg': 'file' },
  logLevel: 'warning',
  plugins: [ourCalendar],
});

const entries = {};
for (const [file, facts] of Object.entries(result.metafile.outputs)) {
  if (facts.entryPoint && !file.endsWith('.map')) {
    const source = facts.entryPoint;
    const name = file.split('/').pop();
    entries[source] = name;
    if (facts.cssBundle) entries[`${source}:css`] = facts.cssBundle.split('/').pop();
  }
}
await writeFile(join(out, 'assets.json'), JSON.stringify(entries, null, 2) + '\n');
