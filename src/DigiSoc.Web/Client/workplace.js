// The one script of every page. Pages are complete without it; it adds quick navigation (only the body is exchanged)
// and loads a module where the page asks for one: <div data-module="diagram" …>.
import * as Turbo from '@hotwired/turbo';

// The bar Turbo draws needs a style element, which the Content-Security-Policy refuses: styles/workplace.css shows
// html[aria-busy] instead.
Turbo.config.drive.progressBarDelay = 86_400_000;

const modules = {
  diagram: () => import('./modules/diagram.js'),
  date: () => import('./modules/date.js'),
  form: () => import('./modules/form.js'),
  autosubmit: () => import('./modules/autosubmit.js'),
  tabs: () => import('./modules/tabs.js'),
  'choose-all': () => import('./modules/choose-all.js'),
  print: () => import('./modules/print.js'),
};

async function enliven() {
  for (const element of document.querySelectorAll('[data-module]:not([data-module-started])')) {
    const load = modules[element.dataset.module];
    // Asked again: while a module was loading, the other event may have started this one.
    if (!load || 'moduleStarted' in element.dataset) continue;
    element.dataset.moduleStarted = '';
    try {
      const { start } = await load();
      await start(element);
    } catch (problem) {
      // The page stays usable without the module; the console says why it is plain.
      element.dataset.moduleFailed = '';
      console.error(`Module ${element.dataset.module} did not start`, problem);
    }
  }
}

document.addEventListener('turbo:load', enliven);
document.addEventListener('turbo:render', enliven);

// A cached preview would show a stale task list for a moment and repeat personal data after sign-out.
Turbo.cache.exemptPageFromCache();

// A reader of the screen hears the new page's title, and the keyboard starts at its top.
document.addEventListener('turbo:load', () => {
  const announcer = document.getElementById('announcer');
  if (announcer) announcer.textContent = document.title;
});

// On a phone the open menu would fill the screen: it is folded there, and open beside the page elsewhere.
const phone = matchMedia('(max-width: 60rem)');
const foldMenu = () => document.querySelector('.side details')?.toggleAttribute('open', !phone.matches);
document.addEventListener('turbo:load', foldMenu);
phone.addEventListener('change', foldMenu);
