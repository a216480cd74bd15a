// Sections of a long page as tabs. Without script they stand one below the other, with links to each at the top.
export function start(root) {
  const links = [...root.querySelectorAll('[data-tab]')];
  const panels = links.map(link => document.getElementById(link.hash.slice(1)));
  const list = links[0]?.closest('ul');
  if (!list || panels.some(panel => !panel)) return;

  list.setAttribute('role', 'tablist');
  for (const item of list.children) item.setAttribute('role', 'presentation');
  links.forEach((link, at) => {
    link.setAttribute('role', 'tab');
    link.id ||= `tab-${panels[at].id}`;
    link.setAttribute('aria-controls', panels[at].id);
    panels[at].setAttribute('role', 'tabpanel');
    panels[at].setAttribute('aria-labelledby', link.id);
    panels[at].tabIndex = 0;
  });
  root.dataset.tabsReady = '';

  function show(at, focus) {
    links.forEach((link, index) => {
      const chosen = index === at;
      link.setAttribute('aria-selected', String(chosen));
      link.tabIndex = chosen ? 0 : -1;
      panels[index].hidden = !chosen;
    });
    if (focus) links[at].focus();
    panels[at].dispatchEvent(new CustomEvent('digisoc:shown', { bubbles: true }));
  }

  links.forEach((link, at) => {
    link.addEventListener('click', event => {
      event.preventDefault();
      history.replaceState(history.state, '', link.hash);
      show(at, false);
    });
    link.addEventListener('keydown', event => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (step) show((at + step + links.length) % links.length, true);
      else if (event.key === 'Home') show(0, true);
      else if (event.key === 'End') show(links.length - 1, true);
      else return;
      event.preventDefault();
    });
  });

  const asked = links.findIndex(link => link.hash === location.hash);
  show(Math.max(asked, 0), false);
}
