type Child = Node | string | null;

/** Makes an element: its properties (ARIA ones by their reflected names, e.g. ariaLabel), then its children. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Partial<HTMLElementTagNameMap[K]> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  Object.assign(element, props);
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** Writes an attribute only when it changes: screen readers speak again on every write to a live part. */
export function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** Resolves after the browser has drawn what is in the document now; waits while the tab is hidden. */
export function afterPaint(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
  });
}
