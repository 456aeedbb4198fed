import type { Drawing } from './context.ts';

interface Place {
  readonly draw: () => Drawing;
  drawing?: Drawing;
}

const places = new Map<HTMLElement, Place>();

/** Panels are drawn when they come near the window: two hundred of them at once would keep the reader waiting. */
const nearness = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) drawNow(target as HTMLElement);
    }
  },
  { rootMargin: '400px' },
);

const sizes = new ResizeObserver((entries) => {
  for (const { target } of entries) places.get(target as HTMLElement)?.drawing?.resize?.();
});

/** Draws into a place once it is about to be seen, and keeps the drawing as large as the place. */
export function drawWhenNear(place: HTMLElement, draw: () => Drawing): void {
  places.set(place, { draw });
  nearness.observe(place);
}

function drawNow(host: HTMLElement): void {
  const place = places.get(host);
  if (!place || place.drawing) return;
  nearness.unobserve(host);
  place.drawing = place.draw();
  host.dataset['drawn'] = 'yes';
  sizes.observe(host);
}

/** For paper, where nothing comes near. */
export function drawAllNow(): void {
  for (const host of places.keys()) drawNow(host);
}

/** Draws again what is drawn: a canvas does not know that colours have changed. */
export function redrawAll(): void {
  for (const [host, place] of places) {
    if (!place.drawing) continue;
    place.drawing.destroy?.();
    host.replaceChildren();
    place.drawing = place.draw();
  }
}

/** Lets go of the drawings within an element that goes away. */
export function forgetDrawings(within: Element): void {
  for (const [host, { drawing }] of places) {
    if (!within.contains(host)) continue;
    nearness.unobserve(host);
    sizes.unobserve(host);
    drawing?.destroy?.();
    places.delete(host);
  }
}
