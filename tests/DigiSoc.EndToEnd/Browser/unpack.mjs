// Unpacks Chromium and its fonts (once; later runs find them) and prints the path of the executable.
import chromium from '@sparticuz/chromium';

console.log(await chromium.executablePath());
