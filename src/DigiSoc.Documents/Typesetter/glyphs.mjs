import { readFileSync } from 'node:fs';

// PDF/A forbids text without a glyph. What a person wrote (an emoji in an application, for example) must not stop
// a decision, so characters the font does not have become the replacement character, which it has.
const replacement = '\uFFFD';

/** The set of code points a TrueType font can show, read from its `cmap` table. */
export function coverageOf(fontFile) {
  const font = readFileSync(fontFile);
  const cmap = tableOffset(font, 'cmap');
  const covered = new Set();
  for (let i = 0; i < font.readUInt16BE(cmap + 2); i++) {
    const subtable = cmap + font.readUInt32BE(cmap + 4 + i * 8 + 4);
    const format = font.readUInt16BE(subtable);
    if (format === 4) addSegments(font, subtable, covered);
    if (format === 12) addGroups(font, subtable, covered);
  }
  return covered;
}

/** A copy of JSON data whose texts hold only covered characters and line feeds. */
export function onlyCovered(data, covered) {
  if (typeof data === 'string') return [...data.normalize('NFC')].map(c => shown(c, covered)).join('');
  if (Array.isArray(data)) return data.map(item => onlyCovered(item, covered));
  if (data === null || typeof data !== 'object') return data;
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, onlyCovered(value, covered)]));
}

function shown(character, covered) {
  if (character === '\n') return character;
  if (character === '\t' || character === '\r') return ' ';
  return covered.has(character.codePointAt(0)) ? character : replacement;
}

function tableOffset(font, tag) {
  for (let i = 0; i < font.readUInt16BE(4); i++) {
    const record = 12 + i * 16;
    if (font.toString('latin1', record, record + 4) === tag) return font.readUInt32BE(record + 8);
  }
  throw new Error(`The font has no table '${tag}'.`);
}

function addSegments(font, at, covered) {
  const doubled = font.readUInt16BE(at + 6);
  for (let i = 0; i < doubled; i += 2) {
    const end = font.readUInt16BE(at + 14 + i);
    const start = font.readUInt16BE(at + 16 + doubled + i);
    for (let code = start; code <= end && code < 0xffff; code++) covered.add(code);
  }
}

function addGroups(font, at, covered) {
  for (let i = 0; i < font.readUInt32BE(at + 12); i++) {
    const group = at + 16 + i * 12;
    for (let code = font.readUInt32BE(group); code <= font.readUInt32BE(group + 4); code++) covered.add(code);
  }
}
