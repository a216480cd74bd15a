// The typesetter: reads orders as frames on standard input, answers as frames on standard output, one at a time.
// Started and ended by TypesetterProcess.cs; ends by itself when its input closes.
//
//   node worker.mjs <templates folder>
//   order   { id, template, data, createdAt }         createdAt in Unix seconds
//   answer  { id, pdf, text, pages, title }           pdf in base64
//        or { id, problem: 'template'|'data', messages: [ … ] }
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { readFrames, writeFrame } from './frames.mjs';
import { coverageOf, onlyCovered } from './glyphs.mjs';
import { textOf } from './text.mjs';

const templates = resolve(process.argv[2]);
const fonts = join(dirname(fileURLToPath(import.meta.url)), 'node_modules/@expo-google-fonts/noto-sans');
const fontFolders = ['400Regular', '400Regular_Italic', '600SemiBold', '700Bold'].map(name => join(fonts, name));
const covered = coverageOf(join(fonts, '400Regular/NotoSans_400Regular.ttf'));
const compiler = NodeCompiler.create({ workspace: templates, fontArgs: [{ fontPaths: fontFolders }] });

readFrames(process.stdin, order => writeFrame(process.stdout, { id: order.id, ...answer(order) }));
process.stdin.on('end', () => process.exit(0));

function answer(order) {
  try {
    return typeset(order);
  } catch (error) {
    return { problem: 'template', messages: [String(error.message ?? error)] };
  } finally {
    // Typst remembers intermediate results for ever unless told; ten letters back is enough to stay warm.
    compiler.evictCache(10);
  }
}

function typeset({ template, data, createdAt }) {
  const text = JSON.stringify(onlyCovered(data, covered));
  const source = medium => ({
    mainFilePath: join(templates, template, 'letter.typ'),
    inputs: { data: text, medium },
    resetRead: true,
  });
  const paged = compiler.compile(source('paper'));
  if (paged.hasError()) return problemOf(paged);
  const html = compiler.compileHtml(source('text'));
  if (html.hasError()) return problemOf(html);
  const pdf = compiler.pdf(paged.result, { pdfStandard: 'a-2a', creationTimestamp: createdAt });
  return {
    pdf: pdf.toString('base64'),
    text: textOf(compiler.html(html.result)),
    pages: paged.result.numOfPages,
    title: paged.result.title ?? '',
  };
}

function problemOf(result) {
  const found = compiler.fetchDiagnostics(result.takeDiagnostics()).filter(d => d.severity === 1);
  const messages = found.map(d => `${relative(d.path)}${lineOf(d.range)}: ${d.message}`);
  return { problem: messages.some(isAboutData) ? 'data' : 'template', messages };
}

const relative = path => path.startsWith(templates) ? path.slice(templates.length + 1) : path;
const lineOf = range => range ? `:${range.start.line + 1}` : '';
const isAboutData = message => message.includes('dictionary does not contain key') || message.includes('data:');
