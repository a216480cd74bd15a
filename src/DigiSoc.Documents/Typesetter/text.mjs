// The words of a letter, from Typst's HTML of the same template and data: one block per line, table cells joined
// by " | ". Typst writes plain, well-formed tags, so a scan over them is enough.

const blocks = new Set(['p', 'div', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'li', 'tr', 'table', 'ol', 'ul', 'section',
  'figure', 'figcaption', 'blockquote', 'dt', 'dd', 'dl', 'hr', 'br']);
const entities = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

export function textOf(html) {
  const body = html.slice(html.indexOf('<body>') + 6, html.lastIndexOf('</body>'));
  const lines = [];
  let line = '';
  const end = () => {
    const clean = line.replace(/[\s\u00a0]+/g, ' ').replace(/^ ?\| | \|? ?$/g, '').trim();
    if (clean !== '') lines.push(clean);
    line = '';
  };
  for (const [, tag, text] of body.matchAll(/<(\/?[a-z0-9]+)[^>]*>|([^<]+)/g)) {
    const name = tag?.replace('/', '');
    if (text !== undefined) line += decode(text);
    else if (name === 'td' || name === 'th') line += tag.startsWith('/') ? ' | ' : '';
    else if (blocks.has(name) && !insideRow(lines, line, name)) end();
  }
  end();
  return lines.join('\n');
}

// Typst wraps a cell of several paragraphs in <p>; within a row they stay on the row's line.
function insideRow(lines, line, name) {
  return name === 'p' && line.includes(' | ');
}

function decode(text) {
  return text.replace(/&(#x[0-9a-f]+|#\d+|\w+);/gi, (whole, name) => {
    if (name[0] !== '#') return entities[name] ?? whole;
    return String.fromCodePoint(name[1].toLowerCase() === 'x' ? parseInt(name.slice(2), 16) : parseInt(name.slice(1), 10));
  });
}
