/** Focus and caret, kept while the components of a page are exchanged. */

type Field = HTMLInputElement | HTMLTextAreaElement;

/** The answer puts the focus where it was, if an element of that id is there again. */
export function keepFocus(): () => void {
  const before = document.activeElement;
  if (!before?.id) return () => undefined;
  const { id } = before;
  const [start, end] = selection(before);
  return () => {
    const after = document.getElementById(id);
    if (!after || after === document.activeElement) return;
    after.focus({ preventScroll: true });
    if (start !== null && selection(after)[0] !== null) {
      (after as Field).setSelectionRange(start, end);
    }
  };
}

/** Fields that are not for text have none. */
function selection(element: Element): [number | null, number | null] {
  const { selectionStart = null, selectionEnd = null } = element as Partial<Field>;
  return [selectionStart, selectionEnd];
}
