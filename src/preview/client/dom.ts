type Attribute = string | number | boolean | undefined | ((event: Event) => void);
export type Child = Node | string | number | null | undefined | false;

/**
 * An element with attributes and children. Texts become text nodes, so that nothing is ever read as markup; a function
 * listens to the event it is named by.
 */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, Attribute>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name, value);
    else if (value === true) made.setAttribute(name, '');
    else if (value !== undefined && value !== false) made.setAttribute(name, String(value));
  }
  fill(made, ...children);
  return made;
}

const SVG = 'http://www.w3.org/2000/svg';

export function svgElement(
  tag: string,
  attributes: Readonly<Record<string, string | number>>,
  ...children: readonly (Node | string)[]
): SVGElement {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...children);
  return made;
}

/** Puts children at the end of an element; null, undefined and false are nothing. */
export function fill(place: Element, ...children: readonly Child[]): void {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    place.append(typeof child === 'number' ? String(child) : child);
  }
}

/** Sets custom properties and sizes, which a policy against inline style attributes allows. */
export function styled<Made extends HTMLElement | SVGElement>(
  made: Made,
  styles: Readonly<Record<string, string>>,
): Made {
  for (const [name, value] of Object.entries(styles)) made.style.setProperty(name, value);
  return made;
}

export const byId = (id: string): HTMLElement | null => document.getElementById(id);
