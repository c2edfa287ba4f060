import { h } from './dom.ts';

/**
 * The table of contents beside a lesson; the style sheet shows it where the panel is wide. The section that is
 * being read is marked.
 */
export function contents(sections: readonly HTMLElement[]): { element: HTMLElement; stop: () => void } {
  const links = new Map<Element, HTMLAnchorElement>();
  for (const section of sections) {
    const heading = section.querySelector('h2');
    if (!heading) continue;
    const link = h('a', { href: `#${heading.id}` }, heading.textContent ?? '');
    link.addEventListener('click', (event) => {
      event.preventDefault();
      heading.scrollIntoView({ block: 'start' });
      heading.focus({ preventScroll: true });
    });
    links.set(section, link);
  }
  const seen = new Set<Element>();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) seen.add(target);
        else seen.delete(target);
      }
      const current = sections.find((section) => seen.has(section));
      for (const [section, link] of links) {
        if (section === current) link.setAttribute('aria-current', 'true');
        else link.removeAttribute('aria-current');
      }
    },
    // What stands in the upper third is what is being read.
    { rootMargin: '0px 0px -66% 0px' },
  );
  for (const section of sections) observer.observe(section);
  return {
    element: h(
      'nav',
      { class: 'contents', 'aria-label': 'In this lesson' },
      h('ul', {}, ...[...links.values()].map((link) => h('li', {}, link))),
    ),
    stop: () => observer.disconnect(),
  };
}
