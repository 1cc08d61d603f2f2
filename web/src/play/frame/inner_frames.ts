/**
 * No scripts in the documents inside the frame, in WebKit.
 *
 * Elsewhere a policy with `'strict-dynamic'` sees to it (`policy.ts`).  WebKit asks no policy about
 * modules and preloads as soon as one has that word, and they would reach any host.  There each
 * `<iframe>` gets a sandbox of its own that allows nothing.  An observer is early enough: it is
 * called when the script that has added the element ends, and documents begin in later tasks.  Shadow
 * trees that it cannot be told of, those that a parser makes, there cannot be.
 */

const OPEN = 'iframe:not([sandbox=""]), frame';

/** To be called before any script of the app, which may put its own functions in these places. */
export function sandboxInnerFrames(): void {
  const setAttribute = own(Element.prototype.setAttribute);
  const remove = own(Element.prototype.remove);
  const isFrame = own(Element.prototype.matches);
  const insertBefore = own(Node.prototype.insertBefore);
  const parentOf = own(getter<ParentNode | null>(Node.prototype, "parentNode"));
  const nextOf = own(getter<Node | null>(Node.prototype, "nextSibling"));
  const inDocument = own(Document.prototype.querySelectorAll);
  const inShadow = own(DocumentFragment.prototype.querySelectorAll);
  const lengthOf = own(getter<number>(NodeList.prototype, "length"));
  const itemOf = own(NodeList.prototype.item);
  const attachShadow = own(Element.prototype.attachShadow);
  const observe = own(MutationObserver.prototype.observe);
  const Observer = MutationObserver;

  const watch = (root: Node, openFrames: () => NodeListOf<Element>): void => {
    const look = (): void => {
      const found = openFrames();
      for (let at = lengthOf(found) - 1; at >= 0; at -= 1) shut(itemOf(found, at) as Element);
    };
    observe(new Observer(look), root, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeFilter: ["sandbox"],
    });
  };
  const shut = (frame: Element): void => {
    const parent = parentOf(frame) as Node;
    const next = nextOf(frame);
    // What it is about to load has the sandbox of the element as it was.
    remove(frame);
    if (isFrame(frame, "frame")) return;
    setAttribute(frame, "sandbox", "");
    insertBefore(parent, frame, next);
  };

  watch(document, () => inDocument(document, OPEN) as NodeListOf<Element>);
  Element.prototype.attachShadow = function (this: Element, init: ShadowRootInit): ShadowRoot {
    const root = attachShadow(this, { ...init, clonable: false } as ShadowRootInit);
    watch(root, () => inShadow(root, OPEN) as NodeListOf<Element>);
    return root;
  };
  for (const name of ["open", "write", "writeln"]) take(Document.prototype, name);
  take(Document, "parseHTMLUnsafe");
  take(Element.prototype, "setHTMLUnsafe");
  take(ShadowRoot.prototype, "setHTMLUnsafe");
}

/** A method as a function of its object, which asks nothing that could have been replaced. */
function own<This, Args extends unknown[], Result>(
  method: (this: This, ...args: Args) => Result,
): (it: This, ...args: Args) => Result {
  return Function.prototype.call.bind(method) as (it: This, ...args: Args) => Result;
}

function getter<Value>(prototype: Node | NodeList, name: string): (this: object) => Value {
  return Object.getOwnPropertyDescriptor(prototype, name)?.get as (this: object) => Value;
}

function take(from: object, name: string): void {
  if (name in from && !Reflect.deleteProperty(from, name)) {
    throw new Error(`${name} cannot be taken away: apps from links cannot run here.`);
  }
}
